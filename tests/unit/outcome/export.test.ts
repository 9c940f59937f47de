import { describe, expect, it } from "vitest";
import type { ConversationUrn } from "../../../lib/conversation";
import { toCsv, toJson } from "../../../lib/outcome/export";
import type { HistoryItem } from "../../../lib/queue/deps";

const urn = "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAinvented,2-abc==)" as ConversationUrn;

function item(changes: Partial<HistoryItem>): HistoryItem {
  return {
    runId: "r1",
    action: "seen",
    urn,
    name: "Ada",
    state: "done",
    attempts: 1,
    endedAt: 0,
    ...changes,
  };
}

describe("history export", () => {
  it("writes one CSV line an item below the names of the columns", () => {
    const lines = toCsv([
      item({}),
      item({ name: "Bo", state: "failed", reason: "timeout", attempts: 4 }),
    ]).split("\r\n");
    expect(lines[0]).toBe("\ufeffrun,action,name,state,reason,detail,attempts,ended,conversationUrn");
    expect(lines[1]).toBe(`r1,seen,Ada,done,,,1,1970-01-01T00:00:00.000Z,"${urn}"`);
    expect(lines[2]).toContain("Bo,failed,timeout,,4");
    expect(lines).toHaveLength(4);
  });

  it("quotes commas, quotes and line breaks in names", () => {
    expect(toCsv([item({ name: 'O"Neil, Ann\nMarie' })])).toContain('"O""Neil, Ann\nMarie"');
  });

  it.each(["=cmd()", "+1", "-1", "@SUM(A1)", "\tx"])("defuses the formula %j", (name) => {
    expect(toCsv([item({ name })])).toContain(`'${name}`);
  });

  it("writes the same as JSON that can be read back", () => {
    expect(JSON.parse(toJson([item({ endedAt: undefined })]))).toEqual([
      {
        run: "r1",
        action: "seen",
        name: "Ada",
        state: "done",
        reason: null,
        detail: null,
        attempts: 1,
        ended: null,
        conversationUrn: urn,
      },
    ]);
  });
});
