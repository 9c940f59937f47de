import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/package/**/*.test.ts"],
    // Packs both packages once, away from the working tree; every test reads those.
    globalSetup: ["tests/package/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
