import { expect } from "vitest";
import type { Fault } from "../sandbox/api/faults.ts";
import { patiently } from "./harness/chaos.ts";
import { lockDisk, lockDiskOnChange } from "./harness/disk-lock.ts";
import { Inside } from "./harness/inside.ts";
import { endedRun, expectAllMarked, latestRun, type StoredRun } from "./harness/judge.ts";
import { makeUnread, markRequests } from "./harness/requests.ts";
import { Stage } from "./harness/stage.ts";
import type { Surface } from "./harness/surface.ts";
import { test as base } from "./harness/test.ts";
import { until } from "./harness/until.ts";

const COUNT = 6;
const FAST = { undoSeconds: 0, requestsPerMinute: 6_000, confirm: "never" } as const;
const SLOW_ANSWER: Fault = { name: "slow-answer", wire: "drip", acts: true, everyMs: 10 };

interface Scene {
  readonly stage: Stage;
  readonly inside: Inside;
}

/** One browser for all points: each has a run of its own over the same conversations. */
const test = base.extend("scene", { scope: "file" }, async ({ display }, { onCleanup }): Promise<Scene> => {
  const world = { conversations: 90, unread: 0, unreadElsewhere: 0, rateLimit: null };
  const stage = await Stage.open({ screen: display.name, valve: true, world });
  onCleanup(() => stage[Symbol.asyncDispose]());
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  await stage.closePopup(await stage.saved());
  return { stage, inside };
});

interface Point {
  readonly name: string;
  readonly undoSeconds?: number;
  readonly prepare?: (scene: Scene) => unknown;
  /** Resolves in the moment in which the worker is to die. */
  readonly reached: (scene: Scene, since: number) => Promise<unknown>;
  /** How many requests the server has had by then. */
  readonly sent: "none" | "some";
  /** After the death, before anyone wakes the next worker. */
  readonly after?: (scene: Scene, stored: StoredRun) => unknown;
}

const stored = async ({ inside }: Scene, is: (run: StoredRun) => boolean) =>
  until("the disk to hold it", async () => is(await latestRun(inside)), {
    every: 5,
    timeout: patiently(15_000),
  });
const onTheWire = ({ stage }: Scene, since: number) =>
  until("all requests on the wire", () => markRequests(stage.world).length - since >= COUNT);
const isFresh = ({ run }: StoredRun) => run.endedAt === undefined;

const POINTS: readonly Point[] = [
  {
    name: "after the click is on disk",
    undoSeconds: 2,
    reached: (scene) => stored(scene, ({ run }) => run.state === "holding"),
    sent: "none",
  },
  {
    name: "during the hold, which is over when the next worker comes",
    undoSeconds: 1,
    reached: (scene) => stored(scene, ({ run }) => run.state === "holding"),
    sent: "none",
    after: (_, { run }) => until("the hold to be over", () => Date.now() > run.holdUntil),
  },
  {
    name: "after the lease, before anything is on the wire",
    prepare: ({ stage }) => stage.valve.turn("held"),
    reached: async (scene) => {
      await until("a connection that leads nowhere", () => scene.stage.valve.held > 0);
      await stored(scene, ({ items }) => items.some(({ state }) => state === "leased"));
    },
    sent: "none",
    after: ({ stage }) => stage.valve.turn("open"),
  },
  {
    name: "with the requests on the wire",
    prepare: ({ stage }) => stage.world.api.faults.every(1, "silence"),
    reached: onTheWire,
    sent: "some",
  },
  {
    name: "after the server acted, before its answer",
    prepare: ({ stage }) => stage.world.api.faults.every(1, "silence-acted"),
    reached: onTheWire,
    sent: "some",
  },
  {
    name: "with the answers there, before they are written",
    prepare: ({ stage }) => stage.world.api.faults.every(1, SLOW_ANSWER),
    reached: async (scene, since) => {
      await onTheWire(scene, since);
      const lock = await lockDisk(scene.inside);
      await until("the answers to end", () =>
        markRequests(scene.stage.world)
          .slice(since)
          .every(({ endedAt }) => endedAt !== undefined),
      );
      await scene.stage.stopWorker();
      await lock[Symbol.asyncDispose]();
    },
    sent: "some",
  },
  {
    name: "during the wait that a 429 asks for",
    // Until they are cleared: a death of chaos may come before the first of them is on disk.
    prepare: ({ stage }) => stage.world.api.faults.next("limit-429-seconds", { times: 10 * COUNT }),
    reached: (scene) => stored(scene, ({ run }) => run.state === "waiting"),
    sent: "some",
  },
];

// Seen red with leases that no start-up takes back, and with the lease written after the request.
test.for(POINTS)(
  "The worker dies $name; nothing is lost, counted twice or sent without a cause",
  {
    timeout: patiently(60_000),
  },
  async (point, { scene }) => {
    const { stage, inside } = scene;
    const { world } = stage;
    const urns = makeUnread(world, COUNT);
    await inside.setSettings({ ...FAST, undoSeconds: point.undoSeconds ?? 0 });
    const before = markRequests(world).length;
    const earlier = (await inside.queue()).runs.length;
    const popup = await stage.openPopup();
    await offered(scene, popup, urns);
    await point.prepare?.(scene);
    await popup.press(/^Mark all seen/);
    await until("the run to be on disk", async () => (await inside.queue()).runs.length > earlier, {
      every: 5,
    });
    await point.reached(scene, before);
    await stage.stopWorker();
    const left = await latestRun(inside);
    expect(isFresh(left)).toBe(true);
    if (point.sent === "none") expect(markRequests(world)).toHaveLength(before);
    else expect(markRequests(world).length).toBeGreaterThan(before);
    world.api.faults.clear();
    await point.after?.(scene, left);

    await stage.closePopup(popup);
    const again = await stage.openPopup();
    expectAllMarked({ world, stored: await endedRun(inside), urns, since: before, kills: 1 });
    await again.waitForStatus(new RegExp(`\\b${COUNT} seen\\b`));
    await stage.closePopup(again);
  },
);

// Seen red with a gate that opens at a start of the worker.
test("The worker dies while a new key is checked: after the 401 nothing is sent until one is kept", {
  timeout: patiently(60_000),
}, async ({ scene }) => {
  const { stage, inside } = scene;
  const { world } = stage;
  const before = markRequests(world).length;
  const { urns, refused } = await refusedRun(scene);
  const popup = await stage.openPopup();
  world.api.faults.every(1, "silence", { match: { path: "/accounts" } });
  const checks = () => world.api.requests.filter(({ path }) => path.endsWith("/accounts")).length;
  const asked = checks();
  await popup.fill("API key", "key-after-401");
  // Chaos would wait for the answer, which this point is before.
  await stage.calmly(() => popup.press("Save key"));
  await until("the check to be on the wire", () => checks() === asked + 1);
  await stage.stopWorker();
  // The popup asks the next worker once more, and not a third one.
  await until("the check to be on the wire again", () => checks() === asked + 2);
  await stage.stopWorker();
  await popup.waitForAlert(/could not be saved/);
  expect(checks()).toBe(asked + 2);
  world.api.faults.clear();
  await stage.closePopup(popup);

  const again = await stage.openPopup();
  await again.fill("API key", "key-after-401");
  expect(markRequests(world)).toHaveLength(refused);
  await again.press("Save key");
  expectAllMarked({ world, stored: await endedRun(inside), urns, since: before, kills: 1 + 2 });
  await stage.closePopup(again);
});

// Seen red without `keyId`: the run waits for a key that has been kept.
test("The worker dies when the new key is kept and the queue doesn't know: the next one goes on by itself", {
  timeout: patiently(60_000),
}, async ({ scene }) => {
  const { stage, inside } = scene;
  const { world } = stage;
  const before = markRequests(world).length;
  const { urns } = await refusedRun(scene);
  const popup = await stage.openPopup();
  const sealed = await inside.local("sealed:v1");
  await popup.fill("API key", "key-after-401");
  const lock = await lockDiskOnChange(inside, "sealed:v1");
  // Chaos would wait for the answer, which the disk holds up.
  await stage.calmly(() => popup.press("Save key"));
  await until("the key to be kept", async () => (await inside.local("sealed:v1")) !== sealed);
  // With the popup open, it would save the key once more.
  await stage.closePopup(popup);
  await stage.stopWorker();
  await lock[Symbol.asyncDispose]();

  const again = await stage.openPopup();
  expectAllMarked({ world, stored: await endedRun(inside), urns, since: before, kills: 1 + 1 });
  await stage.closePopup(again);
});

/** The popup offers these. Their number alone is that of the run before, too, of whose end the page may not know yet. */
async function offered({ stage }: Scene, popup: Surface, urns: readonly string[]): Promise<void> {
  const wanted = stage.world.mailbox.all().filter(({ urn }) => urns.includes(urn));
  await popup.find("button", new RegExp(`^Mark all seen\\b.*\\b${COUNT}\\b`));
  await until("the popup to list them", async () => {
    const text = await popup.text();
    return wanted.every(({ name }) => text.includes(name));
  });
}

/** A run that has been told by a 401 that its key is not taken any more; the next key is `key-after-401`. */
async function refusedRun(scene: Scene): Promise<{ urns: string[]; refused: number }> {
  const { stage, inside } = scene;
  const { world } = stage;
  const urns = makeUnread(world, COUNT);
  await inside.setSettings(FAST);
  const popup = await stage.openPopup();
  await offered(scene, popup, urns);
  world.api.setKey("none-is-taken");
  await popup.press(/^Mark all seen/);
  await popup.waitForAlert(/refused the key|no longer accepts/);
  // The key may be known as refused sooner than the run is paused; a worker that dies in between asks once more.
  await stored(scene, ({ run }) => run.pauseReason === "key-refused");
  await until("all to be answered", () => markRequests(world).every(({ endedAt }) => endedAt !== undefined));
  await stage.closePopup(popup);
  world.api.setKey("key-after-401");
  return { urns, refused: markRequests(world).length };
}
