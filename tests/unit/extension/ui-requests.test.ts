import { expect, it, vi } from "vitest";
import { noMarkUnreadItem } from "../../../lib/extension/storage";
import { serveUi } from "../../../lib/extension/ui-requests";

// Seen red while only the queue was told: the popup offered mark-unread no more until the browser was closed.
it.each([
  ["kept", { type: "ui/key/save", key: "key-2" }],
  ["forgotten", { type: "ui/key/forget" }],
] as const)("offers to mark as unread again once another key is %s", async (_, request) => {
  const accounts = { save: async () => ({ ok: true }), forget: async () => {} };
  const queue = { keyChanged: vi.fn(async () => {}) };
  await noMarkUnreadItem.set(true);
  await serveUi({ accounts, queue } as never)(request);
  expect(await noMarkUnreadItem.get()).toBe(false);
  expect(queue.keyChanged).toHaveBeenCalledOnce();
});

it("leaves it at that when the key is refused", async () => {
  const accounts = { save: async () => ({ ok: false, reason: "refused" }) };
  await noMarkUnreadItem.set(true);
  await serveUi({ accounts } as never)({ type: "ui/key/save", key: "wrong" });
  expect(await noMarkUnreadItem.get()).toBe(true);
});
