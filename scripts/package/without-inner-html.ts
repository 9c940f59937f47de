import type { Plugin } from "vite";

/**
 * Takes the one assignment to `innerHTML` out of Preact. It serves `dangerouslySetInnerHTML`, which nothing here
 * uses and which the pages' Trusted Types policy forbids; what is not there needs no trust, and addons.mozilla.org
 * warns of it. Fails the build when a new Preact says it in other words, so that somebody looks.
 */
export function withoutInnerHtml(): Plugin {
  const assignment = /(\w+)\.__html==\w+\.innerHTML\)\|\|\(\w+\.innerHTML=\1\.__html\)/;
  return {
    name: "without-inner-html",
    transform: {
      filter: { id: /[\\/]preact[\\/]dist[\\/]preact\.mjs$/ },
      handler(code) {
        const without = code.replace(assignment, "!0)");
        if (without === code || without.includes("innerHTML")) {
          this.error("Preact's use of innerHTML has changed: look at it and adapt scripts/package/.");
        }
        return { code: without, map: null };
      },
    },
  };
}
