import type { Evidence } from "../evidence";
import type { Heard } from "../heard";
import { readAnswer } from "./answer";
import { readRealtime } from "./realtime";
import { readWrite } from "./write";

/** What something heard from the page's own traffic tells. Never throws. */
export function readEvidence(heard: Heard): readonly Evidence[] {
  if (heard.kind === "realtime") return readRealtime(heard);
  return [heard.kind === "write" ? readWrite(heard) : readAnswer(heard)];
}
