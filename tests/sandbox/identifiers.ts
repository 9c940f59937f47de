import type { Random } from "./random.ts";

const BASE64_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 39 characters, as LinkedIn's profile ids are. */
export function profileId(random: Random): string {
  return `ACoAA${Array.from({ length: 34 }, () => BASE64_ID[random.int(64)]).join("")}`;
}

export function uuid(random: Random): string {
  const hex = random.hex(32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${"89ab"[random.int(4)]}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");

/** `2-` and base64 of 40 bytes: 58 characters ending `==`. */
export function threadId(random: Random): string {
  return `2-${base64(`${uuid(random)}_100`)}`;
}

/** A message's URN holds its time and, after `&`, the decoded thread id. */
export function messageUrn(owner: string, thread: string, at: number, random: Random): string {
  const decoded = Buffer.from(thread.slice(2), "base64").toString("latin1");
  const five = String(10000 + random.int(90000));
  const three = String(100 + random.int(900));
  return `urn:li:msg_message:(urn:li:fsd_profile:${owner},2-${base64(`${at}b${five}-${three}&${decoded}`)})`;
}
