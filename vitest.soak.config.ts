import { defineConfig } from "vitest/config";

/** What takes minutes: waits that are minutes long, and the soak in real time. `npm run soak` runs them. */
export default defineConfig({
  test: {
    include: ["tests/soak/**/*.soak.ts"],
    globalSetup: ["tests/e2e/harness/global-setup.ts"],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
