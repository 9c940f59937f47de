import { type FaultName, faultNamed } from "./fault-list.ts";
import type { Fault, FaultMatch, FaultPlan } from "./faults.ts";

/** What is known of a request when a fault is looked for; the URN only once the body is read. */
export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly urn?: string | undefined;
  /** Answers that the connection has carried before. */
  readonly earlier: number;
}

export interface ActiveFaults extends FaultPlan {
  /** `stage`: faults that break off before the body is read are taken at "headers", the others at "body". */
  take(subject: FaultSubject, stage: "headers" | "body"): Fault | undefined;
}

interface Rule {
  readonly fault: FaultName | Fault;
  readonly match: FaultMatch | undefined;
  left: number;
  /** Each n-th only; counts matching requests. */
  readonly every: number;
  seen: number;
}

const isMark = (path: string) => path.endsWith("/mark-seen") || path.endsWith("/mark-unread");

function matches(rule: Rule, subject: FaultSubject): boolean {
  const { match } = rule;
  if (!match) return isMark(subject.path);
  return (
    (match.method === undefined || match.method === subject.method) &&
    (match.path === undefined || subject.path.includes(match.path)) &&
    (match.urn === undefined || match.urn === subject.urn)
  );
}

export function createFaultPlan(now: () => number): ActiveFaults {
  let rules: Rule[] = [];
  const resolve = (fault: FaultName | Fault) =>
    typeof fault === "string" ? faultNamed(fault, now()) : fault;
  const add = (fault: FaultName | Fault, match: FaultMatch | undefined, left: number, every = 1) => {
    resolve(fault);
    rules.push({ fault, match, left, every, seen: 0 });
  };
  return {
    next: (fault, options = {}) => add(fault, options.match, options.times ?? 1),
    every: (n, fault, options = {}) => add(fault, options.match, Number.POSITIVE_INFINITY, n),
    forUrn: (urn, fault, options = {}) => add(fault, { urn }, options.times ?? Number.POSITIVE_INFINITY),
    clear() {
      rules = [];
    },
    take(subject, stage) {
      for (const rule of rules) {
        const fault = resolve(rule.fault);
        const early = fault.wire === "reset-before" && rule.match?.urn === undefined;
        if (early !== (stage === "headers") || rule.left <= 0 || !matches(rule, subject)) continue;
        if (fault.wire === "reuse-close" && subject.earlier === 0) continue;
        rule.seen += 1;
        if (rule.seen % rule.every !== 0) continue;
        rule.left -= 1;
        return fault;
      }
      return undefined;
    },
  };
}
