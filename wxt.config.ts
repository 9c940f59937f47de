import { fileURLToPath } from "node:url";
import { defineConfig } from "wxt";
import { SOURCE_FILES } from "./scripts/package/contents.ts";
import { leanPolyfill } from "./scripts/package/lean-polyfill.ts";
import { refuseStrangers } from "./scripts/package/refuse-strangers.ts";
import { withoutInnerHtml } from "./scripts/package/without-inner-html.ts";

const SITE = "https://www.linkedin.com/*";
const API = "https://api.connectsafely.ai/*";
const ICONS = { 16: "icon/16.png", 32: "icon/32.png", 48: "icon/48.png", 128: "icon/128.png" };

export default defineConfig({
  modules: ["@wxt-dev/webextension-polyfill"],
  // No auto-imports: a reader must see where a name comes from.
  imports: false,
  // WXT builds MV2 for Firefox unless told otherwise; MV2's background has the opposite lifetime.
  manifestVersion: 3,
  // An allow-list: by default WXT packs all that has no dot in front, stray keys included.
  zip: { includeSources: [...SOURCE_FILES] },
  hooks: {
    "zip:extension:start": (wxt) => refuseStrangers(wxt.config.outDir),
    // WXT takes a page named "history" for a replacement of the browser's own history page. It is none.
    "build:manifestGenerated": (_wxt, manifest) => {
      delete manifest.chrome_url_overrides;
    },
  },
  manifest: ({ browser }) => ({
    name: "__MSG_extensionName__",
    short_name: "Caught Up",
    description: "__MSG_extensionDescription__",
    default_locale: "en",
    permissions: ["storage", "contextMenus", "alarms"],
    host_permissions: [SITE, API],
    icons: ICONS,
    action: { default_title: "__MSG_extensionName__", default_icon: ICONS },
    commands: {
      "mark-all-seen": {
        // Firefox on Linux opens its History menu on Alt+S, with or without Shift: the chord never arrives.
        suggested_key: { default: browser === "firefox" ? "Alt+Shift+M" : "Alt+Shift+S" },
        description: "__MSG_commandMarkAllSeen__",
      },
      "mark-current-seen": {
        // Chrome keeps Alt+Shift+C for itself (tab groups) though it reports the key as assigned.
        suggested_key: { default: "Alt+Shift+O" },
        description: "__MSG_commandMarkCurrentSeen__",
      },
    },
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src https://api.connectsafely.ai",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; "),
    },
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            // Data consent came to Android two versions later. Nobody has tried Caught Up there: releases are offered
            // for desktop only (.github/workflows/release.yml).
            gecko_android: { strict_min_version: "142.0" },
            gecko: {
              id: "caught-up@caught-up.dev",
              strict_min_version: "140.0",
              // The key; the ids of conversations, which come from LinkedIn's page. Sent to ConnectSafely alone.
              data_collection_permissions: {
                required: ["authenticationInfo", "websiteContent", "personalCommunications"],
              },
            },
          },
        }
      : {
          minimum_chrome_version: "120",
          // Without this key any other extension could send messages; an empty list shuts all out, pages as well.
          // Firefox has no such door for pages and answers other extensions with the listener that we don't have.
          externally_connectable: { ids: [] },
        }),
  }),
  vite: () => ({
    resolve: {
      alias: {
        "wxt/utils/content-script-context": fileURLToPath(
          new URL("lib/extension/content-script-context.ts", import.meta.url),
        ),
      },
    },
    // Preact through the compiler's own JSX: no preset, no compat layer.
    oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
    plugins: [withoutInnerHtml(), leanPolyfill()],
    // Every browser that we support preloads modules by itself; the polyfill would put a fetch into each page.
    build: { target: ["chrome120", "firefox140"], modulePreload: { polyfill: false } },
  }),
});
