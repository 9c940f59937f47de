import { Alarm } from "./alarm";
import { Commands } from "./commands";
import { Core } from "./core";
import type { Queue, QueueDeps } from "./deps";
import { Drainer } from "./drainer";
import { Durable } from "./durable";
import { History } from "./history";
import { OtherCalls } from "./other-calls";
import { withGate } from "./pace";

/** The queue of one background context. Whatever it has begun is on disk first. */
export function createQueue(deps: QueueDeps): Queue {
  const core = new Core(deps);
  const alarm = new Alarm(deps.wake, core.now, core.report);
  const drainer = new Drainer(core, alarm);
  const commands = new Commands(core, new Durable(core, alarm, drainer.kick));
  const history = new History(core);
  const calls = new OtherCalls(core, () => drainer.token());
  return {
    start: (request) => commands.start(request),
    undo: (runId) => commands.undo(runId),
    hold: (runId, held) => commands.hold(runId, held),
    pause: (runId) => commands.pause(runId),
    resume: (runId, accountId) => commands.resume(runId, accountId),
    stop: (runId) => commands.stop(runId),
    retryFailed: (runId) => commands.retryFailed(runId),
    markUnread: (runId, urns) => commands.markUnread(runId, urns),

    drain: () => drainer.drain(),
    keyChanged: () => commands.keyChanged(),
    permissionChanged: (granted) =>
      granted
        ? commands.lift(["permission-lost"])
        : commands.closeGate((pace, now) => withGate(pace, "permission-lost", now)),
    online: () => commands.lift(["offline"]),
    counted: (work, options) => calls.counted(work, options),

    current: () => history.current(),
    view: (runId) => core.view(runId),
    views: (limit) => history.views(limit),
    items: (runId) => history.items(runId),
    search: (text, limit) => history.search(text, limit),
    perDay: (days) => history.perDay(days),
    usedToday: () => history.usedToday(),
    purge: (retentionDays) => history.purge(retentionDays),
    erase: () => history.purge(0),
  };
}
