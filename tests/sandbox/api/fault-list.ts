import type { Fault } from "./faults.ts";

/** Placeholder until the list below is complete. */
export type FaultName = string;
export type { Fault };
