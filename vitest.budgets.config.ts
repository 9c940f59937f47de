import { defineConfig } from "vitest/config";

/** What may not grow unnoticed: sizes, the cost to LinkedIn's page, the time of a run. */
export default defineConfig({
  test: {
    include: ["tests/budgets/**/*.budget.ts"],
    globalSetup: ["tests/e2e/harness/global-setup.ts"],
    // One after the other: they measure.
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
