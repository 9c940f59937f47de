import { defineConfig } from "vitest/config";

// Stryker runs tests in threads, where setting the zone changes nothing: the tests of days need one with summer time.
process.env.TZ = "America/New_York";

/** What proves the queue and the API client, for Stryker: each mutant runs the tests that reach it. */
export default defineConfig({
  test: {
    include: ["tests/unit/queue/**/*.test.ts", "tests/unit/connectsafely/**/*.test.ts"],
    setupFiles: ["fake-indexeddb/auto"],
    // Three thousand mutants: the model need not try as much for each as it does on its own.
    env: { MODEL_RUNS: "10" },
  },
});
