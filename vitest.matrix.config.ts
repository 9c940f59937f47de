import { defineConfig } from "vitest/config";
import endToEnd from "./vitest.e2e.config.ts";

/** Every arm of the sandbox's page in every language: minutes, so not a part of `npm test`. */
export default defineConfig({
  test: {
    ...endToEnd.test,
    include: ["tests/e2e/inbox-matrix.e2e.ts"],
    env: { MATRIX: "full" },
  },
});
