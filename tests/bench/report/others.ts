import { minimumTime } from "../kit/minimum-time.ts";
import { LATENCY } from "../measures/latency.ts";
import { type OtherResult, type Results, TROUBLE_NAMES, type TroubleName } from "../results.ts";
import { seconds, table } from "./numbers.ts";

const NAMES: Readonly<Record<TroubleName, string>> = {
  a: "(a) rate limit alone",
  b: "(b) each twentieth answer a 500",
  c: "(c) killed once, half way",
};

/** The same conversations, the same server, each way of marking them. */
export function others({ others: all, plan }: Results): string {
  const least = minimumTime(plan.besideOthers, 60, LATENCY);
  const ways = ["Caught Up", ...new Set(all.map(({ way }) => way).filter((way) => way !== "Caught Up"))];
  const rows = ways.flatMap((way) =>
    TROUBLE_NAMES.flatMap((trouble) => {
      const result = all.find((each) => each.way === way && each.trouble === trouble);
      return result ? [row(result)] : [];
    }),
  );
  const head = ["", "", "Until all are seen", "Requests", "Refused (429)", "Never marked"];
  return `${plan.besideOthers} unread conversations, 60 requests a minute, ${LATENCY} ms an answer; the least possible is ${seconds(least)}.\n\n${table(head, rows)}`;
}

function row({ way, trouble, allMs, requests, refused, unmarked, n }: OtherResult): string[] {
  const time = unmarked === 0 ? seconds(allMs) : `never; ended after ${seconds(allMs)}`;
  const left = unmarked === 0 ? "0" : `${unmarked} of ${n}`;
  return [way, NAMES[trouble], time, String(requests), String(refused), left];
}
