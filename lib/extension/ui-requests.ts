import type { Queue, Steered } from "../queue/deps";
import type { Settings } from "../settings";
import type { Accounts } from "./accounts";
import { changeSettings } from "./change-settings";
import { collectDiagnostics } from "./diagnostics";
import { everythingUnread } from "./everything";
import type { Inboxes } from "./inboxes";
import type { Done, UiRequest } from "./messages";
import type { Runs } from "./runs";
import { noMarkUnreadItem } from "./storage";

interface UiDeps {
  readonly accounts: Accounts;
  readonly inboxes: Inboxes;
  readonly queue: Queue;
  readonly runs: Runs;
  /** The badge, the key's place and the history follow the settings. */
  readonly settingsChanged: (settings: Settings, before: Settings) => Promise<void>;
}

const OK: Done = { ok: true };

/** Serves what pages of the extension ask for; `messages.ts` says what each verb means and answers. */
export function serveUi(deps: UiDeps): (request: UiRequest) => Promise<unknown> {
  const { accounts, inboxes, queue, runs } = deps;

  const steer = async (work: Promise<Steered>): Promise<Done> => {
    const steered = await work;
    void queue.drain();
    if (steered.ok) return OK;
    return { ok: false, reason: steered.reason === "not-found" ? "not-found" : "not-allowed" };
  };

  /** What the key before could not do, this one may. */
  const keyChanged = async () => {
    await noMarkUnreadItem.remove();
    await queue.keyChanged();
  };

  return async (request) => {
    switch (request.type) {
      case "ui/key/save": {
        const saved = await accounts.save(request.key);
        if (saved.ok) await keyChanged();
        return saved;
      }
      case "ui/key/forget":
        await accounts.forget();
        await keyChanged();
        return OK;
      case "ui/account/choose":
        return (await accounts.choose(request.accountId)) ? OK : { ok: false, reason: "not-found" };
      case "ui/inbox/refresh":
        return (await inboxes.refresh(request.tabId)) ? OK : { ok: false, reason: "unreachable" };
      case "ui/run/start":
        return runs.start(request);
      case "ui/run/undo":
        return steer(queue.undo(request.runId));
      case "ui/run/pause":
        return steer(queue.pause(request.runId));
      case "ui/run/resume":
        return steer(queue.resume(request.runId, (await accounts.credentials())?.accountId));
      case "ui/run/stop":
        return steer(queue.stop(request.runId));
      case "ui/run/retry-failed":
        return steer(queue.retryFailed(request.runId));
      case "ui/run/dismiss":
        await runs.dismiss(request.runId);
        return OK;
      case "ui/run/mark-unread":
        return runs.markUnread(request.runId, request.urns);
      case "ui/settings/set": {
        const { before, after } = await changeSettings(request.patch);
        await deps.settingsChanged(after, before);
        return OK;
      }
      case "ui/everything/fetch":
        return everythingUnread(accounts, queue);
      case "ui/diagnostics":
        return collectDiagnostics(request.tabId, inboxes, queue);
      case "ui/history/runs":
        return queue.views(request.limit);
      case "ui/history/items":
        return queue.items(request.runId);
      case "ui/history/search":
        return queue.search(request.text, request.limit);
      case "ui/history/per-day":
        return queue.perDay(request.days);
      case "ui/used-today":
        return queue.usedToday();
      case "ui/history/erase":
        await queue.erase();
        await runs.publish();
        return OK;
    }
  };
}
