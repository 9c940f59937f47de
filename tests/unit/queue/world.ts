import { type ConversationUrn, parseConversationUrn } from "../../../lib/conversation";
import type { Queue, QueueDeps, QueueEvent, SendResult, StartRequest } from "../../../lib/queue/deps";
import { createQueue } from "../../../lib/queue/queue";
import type { Item, NewItem, Run, RunView, SkipReason } from "../../../lib/queue/run";
import { MemoryDisk } from "./memory-disk";
import { VirtualClock } from "./virtual-clock";

/** A request as the server saw it; `time` is the world's, which never jumps. */
export interface SeenRequest {
  readonly urn: ConversationUrn;
  readonly time: number;
  readonly key: string;
}

/** A new one each time: whoever waits for it is forgotten with it. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** What one worker has while it lives; after its death nothing that it awaits ever settles. */
class Life {
  alive = true;
  readonly born: number;
  queue: Queue | undefined;
  constructor(born: number) {
    this.born = born;
  }
}

/** A browser, a server and a disk around the queue: it can be killed at any await, and the clock can be set. */
export class World {
  readonly clock = new VirtualClock();
  readonly disk = new MemoryDisk();
  readonly requests: SeenRequest[] = [];
  readonly events: { view: RunView; event: QueueEvent }[] = [];
  readonly reported: unknown[] = [];
  readonly asked: string[] = [];
  readonly wakes: (number | "clear")[] = [];
  /** Non-`done` results that reached a living worker, by URN. */
  readonly repeats = new Map<ConversationUrn, number>();
  kills = 0;
  alarm: number | undefined;
  key = "key-1";
  knowsKeys = true;
  latency = 100;
  /** How long a commit takes, ms. */
  commitMs = 0;
  /** How long the listener takes over each event, ms. */
  tellMs = 0;
  /** How often the queue has looked at everything. */
  looks = 0;
  limit = 60;
  dailyLimit: number | null = null;
  /** How the server answers the n-th request for a conversation. */
  answer: (item: Item, run: Run, nth: number) => SendResult = () => ({ kind: "done" });
  /** Told of each request before it is answered. */
  onRequest: (item: Item, run: Run) => void = () => {};
  /** What the server has marked, whether or not anyone lived to hear of it. */
  readonly marked = new Set<ConversationUrn>();
  /** Delivered to the living worker: it knows that this key is refused. */
  refusedKey: string | undefined;
  check: ((item: Item, run: Run) => Promise<SkipReason | undefined>) | undefined;
  condition: "fine" | "disconnected" | "unknown" = "fine";
  /** Kill at the n-th await from now. */
  killIn: number | undefined;
  inFlight = 0;
  mostInFlight = 0;
  lockHeldElsewhere = false;
  /** What the background throws instead of what it is asked for. */
  broken: {
    settings?: Error | undefined;
    lock?: Error | undefined;
    account?: Error | undefined;
    read?: Error | undefined;
    alarm?: Error | undefined;
  } = {};
  /** Whether there is anyone to ask for the account's status. */
  canAsk = true;
  #life: Life | undefined;
  #lock: Life | undefined;
  #random = 1;

  /** The living worker's queue; a dead one is born anew, as by a message. */
  get queue(): Queue {
    if (!this.#life) this.#bear();
    return this.#life?.queue as Queue;
  }

  get alive(): boolean {
    return this.#life !== undefined;
  }

  /** The worker dies: its lock is released, its answers reach nobody. */
  kill(): void {
    if (!this.#life) return;
    this.#life.alive = false;
    if (this.#lock === this.#life) this.#lock = undefined;
    this.#life = undefined;
    this.inFlight = 0;
    this.refusedKey = undefined;
    this.kills += 1;
    this.killIn = undefined;
  }

  /** Lets time pass; alarms fire, and wake a new worker if there is none. */
  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }

  #arm(wallTime: number): void {
    this.alarm = wallTime;
    this.clock.at(wallTime - this.clock.offset, () => {
      if (this.alarm !== wallTime) return;
      this.alarm = undefined;
      void this.queue.drain();
    });
  }

  start(items: readonly (NewItem | ConversationUrn)[], more: Partial<StartRequest> = {}) {
    return this.queue.start({
      action: "seen",
      source: "popup",
      ephemeral: false,
      holdMs: 0,
      items: items.map((item) => (typeof item === "string" ? { urn: item, name: `Name of ${item}` } : item)),
      ...more,
    });
  }

  /** Starts and expects it to succeed. */
  async started(
    items: readonly (NewItem | ConversationUrn)[],
    more: Partial<StartRequest> = {},
  ): Promise<string> {
    const result = await this.start(items, more);
    if (!result.ok) throw new Error(`not started: ${result.reason}`);
    return result.runId;
  }

  async view(runId: string): Promise<RunView> {
    const view = await this.queue.view(runId);
    if (!view) throw new Error("no such run");
    return view;
  }

  /** Requests in the fullest 60 s. */
  busiestMinute(): number {
    const times = this.requests.map((request) => request.time);
    let most = 0;
    for (let from = 0, to = 0; to < times.length; to += 1) {
      while ((times[to] ?? 0) - (times[from] ?? 0) >= 60_000) from += 1;
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  #bear(): void {
    const life = new Life(this.clock.time);
    this.#life = life;
    life.queue = createQueue(this.#deps(life));
  }

  /** Every await of a worker passes here: it may be its last. */
  async #point<T>(life: Life, value: Promise<T> | T): Promise<T> {
    this.#mayDie(life);
    if (!life.alive) return never();
    const result = await value;
    this.#mayDie(life);
    return life.alive ? result : never();
  }

  #mayDie(life: Life): void {
    if (this.killIn === undefined || life !== this.#life) return;
    this.killIn -= 1;
    if (this.killIn <= 0) this.kill();
  }

  #deps(life: Life): QueueDeps {
    const { clock, disk } = this;
    return {
      clock: {
        now: () => clock.wall,
        elapsed: () => clock.time - life.born,
        sleep: (ms, signal) => {
          // A browser would take it for no time at all, again and again.
          if (Number.isNaN(ms)) throw new RangeError("a sleep of NaN ms");
          return this.#point(life, clock.after(ms, signal));
        },
      },
      store: {
        read: (work) =>
          this.#point(life, this.broken.read ? Promise.reject(this.broken.read) : disk.read(work)),
        write: async (durability, work) => {
          this.#mayDie(life);
          if (!life.alive) return never();
          let dead = false;
          const isDead = () => {
            this.#mayDie(life);
            dead = !life.alive;
            return dead;
          };
          const slowly: typeof work = async (tx) => {
            const result = await work(tx);
            if (this.commitMs > 0) await clock.after(this.commitMs);
            return result;
          };
          const written = disk.write(durability, slowly, isDead).catch((error: unknown) => {
            if (dead || !life.alive) return never();
            throw error;
          });
          // Alive at the commit, dead before it hears of it.
          return this.#point(life, written);
        },
      },
      send: (item, run) => this.#point(life, this.#serve(life, item, run)),
      check: (item, run) => this.#point(life, this.check?.(item, run)),
      ...(this.canAsk ? { askAccount: (run: Run) => this.#point(life, this.#answerForAccount(run)) } : {}),
      pace: async () => {
        this.looks += 1;
        if (this.broken.settings) throw this.broken.settings;
        return this.#point(life, { requestsPerMinute: this.limit, dailyLimit: this.dailyLimit });
      },
      ...(this.knowsKeys ? { keyId: () => this.#point(life, this.key) } : {}),
      random: () => {
        this.#random = (this.#random * 48_271) % 2_147_483_647;
        return this.#random / 2_147_483_647;
      },
      lock: async (work) => {
        if (!life.alive) return never();
        if (this.broken.lock) throw this.broken.lock;
        if (this.lockHeldElsewhere || (this.#lock && this.#lock !== life)) return undefined;
        this.#lock = life;
        try {
          return await this.#point(life, work());
        } finally {
          if (this.#lock === life) this.#lock = undefined;
        }
      },
      wake: {
        at: async (time) => {
          if (!life.alive) return never();
          if (this.broken.alarm) throw this.broken.alarm;
          this.wakes.push(time);
          this.#arm(Math.max(time, clock.wall + 30_000));
          await this.#point(life, undefined);
        },
        clear: async () => {
          if (!life.alive) return never();
          this.wakes.push("clear");
          this.alarm = undefined;
          await this.#point(life, undefined);
        },
      },
      changed: async (view, event) => {
        if (!life.alive) return never();
        this.events.push({ view, event });
        await this.#point(life, this.tellMs > 0 ? clock.after(this.tellMs) : undefined);
      },
      report: (error) => {
        if (life.alive) this.reported.push(error);
      },
    };
  }

  async #answerForAccount(run: Run) {
    this.asked.push(run.id);
    await this.clock.after(this.latency);
    if (this.broken.account) throw this.broken.account;
    return this.condition;
  }

  async #serve(life: Life, item: Item, run: Run): Promise<SendResult> {
    if (!life.alive) return never();
    this.onRequest(item, run);
    this.requests.push({ urn: item.urn, time: this.clock.time, key: this.key });
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const nth = this.requests.filter((request) => request.urn === item.urn).length;
    const { key } = this;
    const result = this.answer(item, run, nth);
    if (result.kind === "done") this.marked.add(item.urn);
    await this.clock.after(this.latency);
    if (!life.alive) return never();
    this.inFlight -= 1;
    if (result.kind === "pause" && result.reason === "key-refused") this.refusedKey = key;
    if (result.kind !== "done") this.repeats.set(item.urn, (this.repeats.get(item.urn) ?? 0) + 1);
    return result;
  }
}

/** An invented conversation. */
export function urn(n: number): ConversationUrn {
  const parsed = parseConversationUrn(`urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-${n}==)`);
  if (!parsed) throw new Error("not a URN");
  return parsed;
}

export function urns(count: number, from = 0): ConversationUrn[] {
  return Array.from({ length: count }, (_, i) => urn(from + i));
}
