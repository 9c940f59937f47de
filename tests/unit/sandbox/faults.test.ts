import { Agent } from "node:https";
import { describe, expect, it } from "vitest";
import { FAULT_NAMES, type FaultName, faultNamed } from "../../sandbox/api/fault-list.ts";
import type { World } from "../../sandbox/world.ts";
import { api, type Got, markSeen } from "./https";
import { worlds } from "./with-world";

const start = worlds();
const GIVE_UP_MS = 250;

const urnOf = (world: World, nth = 0) => world.mailbox.unread()[nth]?.urn ?? "";
const send = (world: World, conversationUrn: string, agent?: Agent) =>
  markSeen(
    world,
    { conversationUrn },
    { signal: AbortSignal.timeout(GIVE_UP_MS), ...(agent ? { agent } : {}) },
  );

/** "200", or the code of the socket's error. */
async function outcome(sent: Promise<Got>): Promise<string> {
  try {
    return String((await sent).status);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return code ?? name;
  }
}

const ofWire = (...kinds: string[]) => FAULT_NAMES.filter((name) => kinds.includes(faultNamed(name, 0).wire));

describe("every fault", () => {
  it("is one of at least 40", () => {
    expect(FAULT_NAMES.length).toBeGreaterThanOrEqual(40);
  });

  it.each(FAULT_NAMES)(
    "%s acts on the mailbox exactly if it says so, once, and then the world is itself",
    async (name) => {
      const world = await start({ rateLimit: null });
      const fault = faultNamed(name, Date.now());
      const urn = urnOf(world);
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      await api(world, "/accounts", { agent });
      world.api.faults.next(name);
      await outcome(send(world, urn, agent));
      await world.api.waitFor((all) => all.some((r) => r.fault === name));
      expect(world.mailbox.byUrn(urn)?.read).toBe(fault.acts);
      expect(world.api.marks()).toEqual(fault.acts ? [urn] : []);
      agent.destroy();
      expect(await outcome(send(world, urn))).toBe("200");
    },
  );
});

describe("answers", () => {
  it.each(ofWire("answer"))(
    "%s is a whole HTTP answer with the status and body that it names",
    async (name) => {
      const world = await start();
      const fault = faultNamed(name, Date.now());
      world.api.faults.next(name);
      const got = await markSeen(world, { conversationUrn: urnOf(world) });
      expect(got.status).toBe(fault.status);
      if (typeof fault.body === "string") expect(got.text).toHaveLength(fault.body.length);
      expect(world.api.requests.at(-1)).toMatchObject({ fault: name, status: fault.status });
    },
  );

  it.each(["redirect-301", "redirect-302", "redirect-307", "redirect-308"] as FaultName[])(
    "%s names a place to go",
    async (name) => {
      const world = await start();
      world.api.faults.next(name);
      expect((await send(world, urnOf(world))).headers.location).toMatch(/^https:/);
    },
  );

  it("puts the hints of a 429 where each form has them", async () => {
    const world = await start({ rateLimit: null });
    const hints = async (name: FaultName) => {
      world.api.faults.next(name);
      const { headers, text } = await send(world, urnOf(world));
      return { retry: headers["retry-after"], reset: headers["x-ratelimit-reset"], text };
    };
    expect((await hints("limit-429-seconds")).retry).toBe("2");
    expect(Date.parse(String((await hints("limit-429-date")).retry))).toBeGreaterThan(Date.now());
    expect((await hints("limit-429-reset-iso")).reset).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect((await hints("limit-429-reset-s")).reset).toMatch(/^\d{10}$/);
    expect((await hints("limit-429-reset-ms")).reset).toMatch(/^\d{13}$/);
    expect(JSON.parse((await hints("limit-429-hold")).text)).toHaveProperty("holdUntil");
    expect((await hints("limit-429-bare")).retry).toBeUndefined();
  });
});

describe("the wire", () => {
  it.each(ofWire("reset", "reset-before", "fin", "truncate"))("%s breaks the connection", async (name) => {
    const world = await start();
    world.api.faults.next(name);
    expect(await outcome(send(world, urnOf(world)))).toBe("ECONNRESET");
  });

  it("reset-before leaves the body unread", async () => {
    const world = await start();
    world.api.faults.next("reset-before");
    await outcome(send(world, urnOf(world)));
    expect(world.api.requests[0]).toMatchObject({ body: "", status: undefined, fault: "reset-before" });
  });

  it.each(ofWire("silence", "hang"))("%s never ends", async (name) => {
    const world = await start();
    world.api.faults.next(name);
    expect(await outcome(send(world, urnOf(world)))).toBe("ABORT_ERR");
  });

  it("drips the right body a byte at a time", async () => {
    const world = await start();
    world.api.faults.next({ name: "quick drip", wire: "drip", acts: true, everyMs: 1 });
    const got = await markSeen(world, { conversationUrn: urnOf(world) });
    expect(JSON.parse(got.text)).toMatchObject({ success: true });
    expect(got.ms).toBeGreaterThan(got.text.length);
  });

  it("closes a reused connection after the body, and leaves a fresh one alone", async () => {
    const world = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    world.api.faults.next("reuse-close");
    expect(await outcome(send(world, urnOf(world), agent))).toBe("200");
    expect(await outcome(send(world, urnOf(world), agent))).toBe("ECONNRESET");
    agent.destroy();
  });
});

describe("the plan", () => {
  it("counts the next ones, each n-th, and those of a conversation", async () => {
    const world = await start({ rateLimit: null });
    const statuses = async (urns: string[]) => {
      const seen: string[] = [];
      for (const urn of urns) seen.push(await outcome(send(world, urn)));
      return seen.join(" ");
    };
    const [a, b] = [urnOf(world, 0), urnOf(world, 1)];
    world.api.faults.next("gateway-502", { times: 2 });
    expect(await statuses([a, b, a])).toBe("502 502 200");
    world.api.faults.every(3, "unavailable-503");
    expect(await statuses([a, a, a, a, a, a])).toBe("200 200 503 200 200 503");
    world.api.faults.clear();
    world.api.faults.forUrn(b, "not-found-404");
    expect(await statuses([a, b, a, b])).toBe("200 404 200 404");
  });

  it("leaves other calls alone unless they are named", async () => {
    const world = await start();
    world.api.faults.next("error-500");
    expect((await api(world, "/accounts")).status).toBe(200);
    world.api.faults.next("error-500-html", { match: { path: "/accounts" } });
    expect((await api(world, "/accounts")).status).toBe(500);
  });

  it("keeps faults for those whom the limit lets through", async () => {
    const world = await start({ rateLimit: { perMinute: 1 } });
    await api(world, "/accounts");
    world.api.faults.next("error-500");
    expect(await outcome(send(world, urnOf(world)))).toBe("429");
    world.api.setRateLimit(null);
    expect(await outcome(send(world, urnOf(world)))).toBe("500");
  });
});
