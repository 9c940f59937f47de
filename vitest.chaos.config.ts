import { defineConfig, mergeConfig } from "vitest/config";
import endToEnd from "./vitest.e2e.config.ts";

// The harness reads it: `tests/e2e/harness/chaos.ts`. Workers of the test runner inherit it.
process.env.CHAOS = "1";

/** The whole end-to-end suite once more, with the worker stopped at every message. */
export default mergeConfig(
  endToEnd,
  // A run mostly waits for its alarm, 30 s after each death.
  defineConfig({ test: { testTimeout: 900_000, hookTimeout: 300_000 } }),
);
