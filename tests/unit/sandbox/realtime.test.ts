import { request } from "node:https";
import { describe, expect, it } from "vitest";
import type { World } from "../../sandbox/world.ts";
import { markSeen } from "./https";
import { worlds } from "./with-world";

const start = worlds();

interface Decorated {
  topic: string;
  payload: {
    data?: {
      doDecorateConversationMessengerRealtimeDecoration?: { result: { entityUrn: string; read: boolean } };
    };
    unreadConversationsCount?: number;
  };
}

interface Stream {
  type: string;
  lines: string[];
  events(): Decorated[];
  until(holds: (events: Decorated[]) => boolean): Promise<void>;
  ended: Promise<void>;
}

/** Connects as the page does and collects what comes. */
function connect(world: World): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const req = request(
      {
        host: "127.0.0.1",
        port: world.port,
        path: "/realtime/connect?rc=1",
        headers: { host: "www.linkedin.com", accept: "text/event-stream" },
        rejectUnauthorized: false,
      },
      (response) => {
        const lines: string[] = [];
        const watchers = new Set<() => void>();
        let rest = "";
        const events = () =>
          lines
            .filter((line) => line.startsWith("data: "))
            .map(
              (line) =>
                JSON.parse(line.slice(6))["com.linkedin.realtimefrontend.DecoratedEvent"] as Decorated,
            )
            .filter((event) => event !== undefined);
        response.on("data", (chunk: Buffer) => {
          const parts = (rest + chunk.toString()).split("\n");
          rest = parts.pop() ?? "";
          lines.push(...parts);
          for (const watcher of watchers) watcher();
        });
        response.on("error", () => {});
        resolve({
          type: String(response.headers["content-type"]),
          lines,
          events,
          until: (holds) =>
            new Promise((done) => {
              const check = () => {
                if (holds(events())) done();
              };
              watchers.add(check);
              check();
            }),
          ended: new Promise((done) => response.once("close", () => done())),
        });
      },
    );
    req.once("error", reject);
    req.end();
  });
}

const conversationOf = (event: Decorated) =>
  event.payload.data?.doDecorateConversationMessengerRealtimeDecoration?.result;
const topics = (events: Decorated[]) => events.map((e) => e.topic.split(":")[2]);

describe("the realtime stream", () => {
  it("tells the full conversation when the API marks it", async () => {
    const world = await start();
    const stream = await connect(world);
    const urn = world.mailbox.unread()[0]?.urn ?? "";
    await markSeen(world, { conversationUrn: urn });
    await stream.until((events) => topics(events).includes("tabBadgeUpdateTopic"));
    expect(stream.type).toContain("text/event-stream");
    const [event] = stream.events();
    expect(event?.topic).toBe("urn:li-realtime:conversationsTopic:urn:li-realtime:myself");
    expect(event && conversationOf(event)).toMatchObject({ entityUrn: urn, read: true, unreadCount: 0 });
  });

  it("tells of a new message with its conversation", async () => {
    const world = await start();
    const stream = await connect(world);
    const c = world.mailbox.all().at(-1);
    world.mailbox.arrive(c?.urn ?? "", { text: "Are you there?" });
    await stream.until((events) => events.length >= 3);
    expect(topics(stream.events())).toEqual(["messagesTopic", "conversationsTopic", "tabBadgeUpdateTopic"]);
    expect(world.mailbox.all()[0]).toBe(c);
    expect(c?.read).toBe(false);
  });

  it("tells of someone new", async () => {
    const world = await start();
    const stream = await connect(world);
    const c = world.mailbox.arriveFrom("Ada Fernsby", { text: "Hello" });
    await stream.until((events) => events.length >= 3);
    expect(stream.events().map(conversationOf).find(Boolean)).toMatchObject({
      entityUrn: c.urn,
      read: false,
    });
    expect(world.mailbox.unread()).toHaveLength(24);
  });

  it("tells only a number in its older form", async () => {
    const world = await start({ arms: { realtimeForm: "count" } });
    const stream = await connect(world);
    world.mailbox.markReadElsewhere(world.mailbox.unread()[0]?.urn ?? "");
    await stream.until((events) => topics(events).includes("tabBadgeUpdateTopic"));
    expect(stream.events()[0]?.payload).toEqual({ action: "UPDATE", unreadConversationsCount: 22 });
    expect(stream.events().some(conversationOf)).toBe(false);
  });

  it("keeps a read made elsewhere to itself without markRepaint", async () => {
    const world = await start({ arms: { markRepaint: false } });
    const stream = await connect(world);
    world.mailbox.markReadElsewhere(world.mailbox.unread()[0]?.urn ?? "");
    await stream.until((events) => events.length > 0);
    expect(topics(stream.events())).toEqual(["tabBadgeUpdateTopic"]);
  });

  it("says the old state first and the new one after it with staleMs", async () => {
    const world = await start({ arms: { staleMs: 30 } });
    const stream = await connect(world);
    await markSeen(world, { conversationUrn: world.mailbox.unread()[0]?.urn });
    const reads = (events: Decorated[]) => events.map(conversationOf).flatMap((c) => (c ? [c.read] : []));
    await stream.until((events) => reads(events).length === 2);
    expect(reads(stream.events())).toEqual([false, true]);
  });

  it("ends when another member is signed in in place, whose mailbox is another", async () => {
    const world = await start();
    const stream = await connect(world);
    const { owner } = world;
    world.switchAccount({ inPlace: true });
    await stream.ended;
    expect(world.owner).not.toBe(owner);
    expect(world.mailbox.all().every((c) => c.owner === world.owner)).toBe(true);
  });
});
