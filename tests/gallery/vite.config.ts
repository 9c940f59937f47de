import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Draws every state of every surface from its props alone; pictures and axe run on it (`shoot.ts`). */
export default defineConfig({
  root: here("."),
  base: "./",
  resolve: { alias: { "wxt/browser": here("./i18n-browser.ts") } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../../.artifacts/gallery"),
    emptyOutDir: true,
    target: "chrome120",
    rollupOptions: {
      input: { popup: here("./popup.html"), page: here("./page.html"), notice: here("./notice.html") },
    },
  },
});
