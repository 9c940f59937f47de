import { afterEach, expect, it, vi } from "vitest";
import type { Accounts } from "../../../lib/extension/accounts";
import { everythingUnread } from "../../../lib/extension/everything";
import type { Queue } from "../../../lib/queue/deps";

const permitted = vi.fn(async () => true);
vi.mock("../../../lib/extension/permissions", () => ({ holdsHost: () => permitted() }));

const refused = vi.fn(async () => {});
const accounts = { credentials: async () => ({ key: "key-1" }), refused } as unknown as Accounts;
const queue = { counted: <T>(work: () => Promise<T>) => work() } as unknown as Queue;

afterEach(() => {
  vi.unstubAllGlobals();
  refused.mockClear();
  permitted.mockResolvedValue(true);
});

const answers = (status: number, body: string) =>
  vi.stubGlobal("fetch", async () => new Response(body, { status }));
const fails = () => vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));

// Seen red while every refusal but three was told as a network that could not be reached.
it.each([
  [401, `{"error":"Unauthorized"}`, "refused"],
  [402, "{}", "no-subscription"],
  [404, "{}", "not-available"],
  [429, "{}", "rate-limited"],
  [500, `{"success":false}`, "unreadable"],
  [502, "<html>Bad gateway</html>", "unreadable"],
  [200, "<html>Welcome to this network</html>", "unreadable"],
  [200, `{"conversations":[{"conver`, "unreadable"],
] as const)("tells an answer of %i %s as %s", async (status, body, reason) => {
  answers(status, body);
  expect(await everythingUnread(accounts, queue)).toEqual({ ok: false, reason });
  expect(refused).toHaveBeenCalledTimes(status === 401 ? 1 : 0);
});

it("tells a host that the browser withholds from a computer that is offline and from a network that fails", async () => {
  fails();
  vi.stubGlobal("navigator", { onLine: true });
  expect(await everythingUnread(accounts, queue)).toEqual({ ok: false, reason: "network" });
  vi.stubGlobal("navigator", { onLine: false });
  expect(await everythingUnread(accounts, queue)).toEqual({ ok: false, reason: "offline" });
  permitted.mockResolvedValue(false);
  expect(await everythingUnread(accounts, queue)).toEqual({ ok: false, reason: "permission-lost" });
});
