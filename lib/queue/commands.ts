import type { ConversationUrn } from "../conversation";
import type { Core } from "./core";
import type { Started, StartRequest, Steered } from "./deps";
import type { Durable } from "./durable";
import { fill, isSame, join, putAll } from "./enqueue";
import { reopened, stopped } from "./item";
import { KEY_REASONS, withoutGate } from "./pace";
import type { FailReason, NewItem, PauseReason } from "./run";
import { halted, isEnded, paused, restarted, unpaused } from "./steer";
import type { PaceRecord, QueueTransaction, RunRecord } from "./store";
import { markUnreadUntil } from "./view";

/** What a fresh click is reason enough to try again. A refused key is not: that takes a new one. */
const TRIED_AGAIN: readonly PauseReason[] = ["no-subscription", "permission-lost", "offline"];

/** What failed while the account or the API was the suspect, and so goes again with the run. */
const SUSPECTED: Partial<Record<PauseReason, FailReason>> = {
  "account-unknown": "not-found",
  "api-moved": "not-found",
  "account-disconnected": "server-error",
};

/** What a person can do to a run. Each is one durable transaction; the drainer does the rest. */
export class Commands {
  readonly #core: Core;
  readonly #durable: Durable;

  constructor(core: Core, durable: Durable) {
    this.#core = core;
    this.#durable = durable;
  }

  async start(request: StartRequest): Promise<Started> {
    const wanted = new Map(request.items.map((item) => [item.urn, item]));
    if (wanted.size === 0) return { ok: false, reason: "nothing" };
    await this.#core.readSettings();
    return this.#durable.write(async (tx, now): Promise<Started> => {
      const pace = withoutGate(await tx.pace(), TRIED_AGAIN);
      const active = (await tx.activeRuns()).find((run) => isSame(run, request));
      const run = active ?? this.#newRun(request, pace, now);
      const added = active
        ? await join(tx, active, wanted, now + request.holdMs)
        : await fill(tx, run, wanted);
      const holdUntil =
        active?.state === "holding" && added > 0
          ? Math.max(run.holdUntil, now + request.holdMs)
          : run.holdUntil;
      await tx.putRun({ ...run, holdUntil, added: active && added, size: run.size + wanted.size });
      await tx.putPace({
        ...pace,
        seen: Math.max(pace.seen, now),
        nextSeq: pace.nextSeq + (active ? 0 : 1),
      });
      if (!active) tx.tell(run.id, "started");
      if (request.ephemeral) this.#rememberNames(run.id, wanted);
      return { ok: true, runId: run.id, added, joined: active !== undefined };
    });
  }

  undo(runId: string): Promise<Steered> {
    return this.#steer(runId, async (tx, run, now) => {
      if (run.state === "holding") {
        await this.#halt(tx, run, now);
        return undefined;
      }
      // Joined a run that was on: those wait out a hold of their own.
      const held = (await tx.inState(runId, "pending")).filter(
        (item) => item.attempts === 0 && (item.notBefore ?? 0) > now,
      );
      await putAll(
        tx,
        held.map((item) => stopped(item, now)),
      );
      return held.length > 0 ? undefined : "too-late";
    });
  }

  hold(runId: string, held: boolean): Promise<Steered> {
    return this.#steer(runId, async (tx, run, now) => {
      if (run.state !== "holding") return "too-late";
      if (held) {
        if (run.heldSince === undefined) await tx.putRun({ ...run, heldSince: now });
      } else if (run.heldSince !== undefined) {
        const left = Math.max(0, run.holdUntil - run.heldSince);
        await tx.putRun({ ...run, heldSince: undefined, holdUntil: now + left });
      }
      return undefined;
    });
  }

  pause(runId: string): Promise<Steered> {
    return this.#steer(runId, async (tx, run) => {
      if (run.state === "stopped") return "not-allowed";
      // Those go on by themselves, which is what the person doesn't want.
      const passing = run.pauseReason === "offline" || run.pauseReason === "daily-limit";
      if (run.state !== "paused" || passing) await tx.putRun(paused(run, "person"));
      return undefined;
    });
  }

  resume(runId: string, accountId?: string): Promise<Steered> {
    return this.#steer(runId, async (tx, run, now) => {
      const reason = run.pauseReason;
      if (reason === undefined) return "not-allowed";
      if (reason === "key-missing" || reason === "key-refused") return "not-allowed";
      const suspected = SUSPECTED[reason];
      if (suspected) {
        const failed = await tx.inState(runId, "failed");
        await putAll(
          tx,
          failed.filter((item) => item.reason === suspected).map((item) => reopened(item)),
        );
      }
      await tx.putPace(withoutGate(await tx.pace(), [reason]));
      const account = reason === "account-unknown" ? (accountId ?? run.accountId) : run.accountId;
      await tx.putRun({ ...unpaused(run, now), accountId: account });
      return undefined;
    });
  }

  stop(runId: string): Promise<Steered> {
    return this.#steer(runId, async (tx, run, now) => {
      await this.#halt(tx, run, now);
      return undefined;
    });
  }

  retryFailed(runId: string): Promise<Steered> {
    return this.#durable.write(async (tx, now): Promise<Steered> => {
      const run = await tx.run(runId);
      if (!run) return { ok: false, reason: "not-found" };
      const failed = await tx.inState(runId, "failed");
      if (failed.length === 0) return { ok: false, reason: "not-allowed" };
      await putAll(
        tx,
        failed.map((item) => reopened(item)),
      );
      await tx.putRun(restarted(run, now));
      return { ok: true };
    });
  }

  async markUnread(runId: string, urns?: readonly ConversationUrn[]): Promise<Started> {
    const wanted = urns && new Set(urns);
    const found = await this.#core.read(async (reads) => {
      const run = await reads.run(runId);
      const items = run ? await reads.inState(runId, "done") : [];
      return { run, items, pace: await reads.pace() };
    });
    const { run, pace } = found;
    if (!run) return { ok: false, reason: "not-found" };
    if (pace.unreadUnsupported) return { ok: false, reason: "unsupported" };
    if (markUnreadUntil(run, pace, this.#core.now()) === undefined) return { ok: false, reason: "too-late" };
    return this.start({
      action: "unread",
      source: "history",
      accountId: run.accountId,
      items: found.items
        .filter((item) => !wanted || wanted.has(item.urn))
        .map((item) => ({ urn: item.urn, name: item.name })),
      ephemeral: run.ephemeral,
      holdMs: 0,
    });
  }

  /** Opens the gate; what was paused by it goes on. */
  async lift(reasons: readonly PauseReason[]): Promise<void> {
    await this.#durable.write(async (tx) => {
      const pace = await tx.pace();
      const lifted = withoutGate(pace, reasons);
      if (lifted !== pace) await tx.putPace(lifted);
      return { ok: true } as const;
    });
  }

  async keyChanged(): Promise<void> {
    this.#core.keyGeneration += 1;
    await this.#durable.write(async (tx) => {
      const pace = withoutGate(await tx.pace(), KEY_REASONS);
      await tx.putPace({ ...pace, unreadUnsupported: undefined });
      return { ok: true } as const;
    });
  }

  async closeGate(close: (pace: PaceRecord, now: number) => PaceRecord): Promise<void> {
    await this.#durable.write(async (tx, now) => {
      if ((await tx.activeRuns()).length > 0) await tx.putPace(close(await tx.pace(), now));
      return { ok: true } as const;
    });
  }

  #newRun(request: StartRequest, pace: PaceRecord, now: number): RunRecord {
    const { action, source, accountId, ephemeral, holdMs } = request;
    return {
      v: 1,
      id: `${now.toString(36)}-${this.#core.deps.random().toString(36).slice(2, 10)}`,
      action,
      source,
      accountId,
      createdAt: now,
      holdUntil: now + holdMs,
      state: holdMs > 0 ? "holding" : "running",
      ephemeral,
      seq: pace.nextSeq,
      size: 0,
    };
  }

  async #halt(tx: QueueTransaction, run: RunRecord, now: number): Promise<void> {
    const pending = await tx.inState(run.id, "pending");
    await putAll(
      tx,
      pending.map((item) => stopped(item, now)),
    );
    await tx.putRun(halted(run));
  }

  #rememberNames(runId: string, items: ReadonlyMap<ConversationUrn, NewItem>): void {
    const names = new Map(this.#core.privateNames.get(runId));
    for (const item of items.values()) names.set(item.urn, item.name);
    this.#core.privateNames.set(runId, names);
  }

  #steer(
    runId: string,
    work: (
      tx: QueueTransaction,
      run: RunRecord,
      now: number,
    ) => Promise<"too-late" | "not-allowed" | undefined>,
  ): Promise<Steered> {
    return this.#durable.write(async (tx, now): Promise<Steered> => {
      const run = await tx.run(runId);
      if (!run) return { ok: false, reason: "not-found" };
      if (isEnded(run)) return { ok: false, reason: "too-late" };
      const refused = await work(tx, run, now);
      return refused ? { ok: false, reason: refused } : { ok: true };
    });
  }
}
