/**
 * A certificate that nobody vouches for.
 * Seen red by: certificates not checked.
 */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { expect, test, vi } from "vitest";
import { connectSafely } from "../../../lib/connectsafely/client";
import { type ConversationUrn, parseConversationUrn } from "../../../lib/conversation";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

test("a certificate that nobody vouches for: a broken connection, and the key is not sent", async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
  });
  let requests = 0;
  const server = createServer({ key, cert }, (_, response) => {
    requests += 1;
    response.end(JSON.stringify({ success: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = connectSafely({ key: "k", now: () => 0, base: `https://localhost:${port}/linkedin` });
  const urn = parseConversationUrn("urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-a==)");
  expect(await client.markSeen(urn as ConversationUrn, undefined)).toEqual({
    kind: "retry",
    reason: "network",
  });
  expect(requests).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});
