import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { version } from "./pack.ts";
import { BROWSERS, openPackage } from "./packages.ts";

const SITE = "https://www.linkedin.com/*";
const API = "https://api.connectsafely.ai/*";

describe.each(BROWSERS)("The manifest in the %s package", (browser) => {
  const { manifest, files } = openPackage(browser);

  it("asks for storage, context menus, alarms and two hosts, and for nothing else", () => {
    expect(manifest.permissions).toEqual(["storage", "contextMenus", "alarms"]);
    expect(manifest.host_permissions).toEqual([SITE, API]);
    expect(manifest).not.toHaveProperty("optional_permissions");
    expect(manifest).not.toHaveProperty("optional_host_permissions");
  });

  it("makes nothing accessible to web pages", () => {
    expect(manifest).not.toHaveProperty("web_accessible_resources");
  });

  it("has no key that opens a further door", () => {
    const known = [
      "manifest_version",
      "name",
      "short_name",
      "description",
      "version",
      "default_locale",
      "icons",
      "permissions",
      "host_permissions",
      "action",
      "commands",
      "content_security_policy",
      "background",
      "options_ui",
      "content_scripts",
      ...(browser === "firefox"
        ? ["browser_specific_settings"]
        : ["minimum_chrome_version", "externally_connectable"]),
    ];
    expect(Object.keys(manifest).filter((key) => !known.includes(key))).toEqual([]);
    expect(manifest.manifest_version).toBe(3);
  });

  it("lets its pages load what is packed, speak to the API, and nothing more", () => {
    const policy = manifest.content_security_policy.extension_pages;
    const directives = Object.fromEntries(
      policy.split(";").map((directive) => {
        const [name = "", ...values] = directive.trim().split(/\s+/);
        return [name, values.join(" ")];
      }),
    );
    expect(directives).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self'",
      "connect-src": "https://api.connectsafely.ai",
      "form-action": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "'none'",
    });
    expect(manifest.content_security_policy).not.toHaveProperty("sandbox");
  });

  it("puts two scripts into LinkedIn's pages before the page's own, the isolated one first, and one into the finished page", () => {
    expect(manifest.content_scripts).toEqual([
      { matches: [SITE], all_frames: true, run_at: "document_start", js: ["content-scripts/inbox.js"] },
      { matches: [SITE], run_at: "document_idle", js: ["content-scripts/notice.js"] },
      {
        matches: [SITE],
        all_frames: true,
        run_at: "document_start",
        js: ["content-scripts/tap.js"],
        world: "MAIN",
      },
    ]);
  });

  it("suggests shortcuts that the README names, and says in words what they do", () => {
    const { "mark-all-seen": all, "mark-current-seen": current } = manifest.commands;
    expect(Object.keys(manifest.commands)).toHaveLength(2);
    expect(all?.description).toMatch(/^__MSG_\w+__$/);
    expect(current?.description).toMatch(/^__MSG_\w+__$/);
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [allKey, currentKey] = [all, current].map((command) => command?.suggested_key.default);
    expect(allKey).toBe(browser === "firefox" ? "Alt+Shift+M" : "Alt+Shift+S");
    expect(readme).toContain(allKey);
    expect(readme).toContain(`${currentKey} the open conversation`);
  });

  it("opens its options in a tab, since its pages may not be framed", () => {
    expect(manifest.options_ui).toEqual({ page: "options.html", open_in_tab: true });
  });

  it("is shown with its own icons", () => {
    const icons = { "16": "icon/16.png", "32": "icon/32.png", "48": "icon/48.png", "128": "icon/128.png" };
    expect(manifest.icons).toEqual(icons);
    expect(manifest.action.default_icon).toEqual(icons);
    for (const [size, file] of Object.entries(icons)) {
      const png = files.get(file);
      expect(png?.toString("latin1", 1, 4), file).toBe("PNG");
      expect([png?.readUInt32BE(16), png?.readUInt32BE(20)], file).toEqual([Number(size), Number(size)]);
    }
  });

  it("has the version of package.json and points only to files that are there", () => {
    expect(manifest.version).toBe(version);
    const background = manifest.background as { service_worker?: string; scripts?: string[] };
    const named = [
      manifest.action.default_popup,
      manifest.options_ui.page,
      ...manifest.content_scripts.flatMap((script) => script.js),
      ...(background.scripts ?? [background.service_worker ?? ""]),
    ];
    expect(named.filter((file) => !files.has(file))).toEqual([]);
  });

  it("treats private windows as any other, if a person lets it in there at all", () => {
    // Absent means "spanning", and off until the person allows it. Runs begun in a private window leave no history.
    expect(manifest).not.toHaveProperty("incognito");
  });
});

describe("What is particular to one browser", () => {
  it("other extensions and pages cannot connect in Chromium, and there is no such door in Firefox", () => {
    expect(openPackage("chrome").manifest.externally_connectable).toEqual({ ids: [] });
    expect(openPackage("firefox").manifest).not.toHaveProperty("externally_connectable");
    for (const browser of BROWSERS) {
      for (const [file, script] of openPackage(browser).scripts) {
        // The polyfill names them in its tables; nothing may call them.
        expect(script, file).not.toMatch(/runtime\.on(?:Message|Connect)External\b/);
      }
    }
  });

  it("Chromium has a service worker, Firefox an event page", () => {
    expect(openPackage("chrome").manifest.background).toEqual({ service_worker: "background.js" });
    expect(openPackage("firefox").manifest.background).toEqual({ scripts: ["background.js"] });
  });

  it("Firefox is told what is sent: the key, and ids of conversations that LinkedIn's page has shown", () => {
    expect(openPackage("firefox").manifest.browser_specific_settings).toEqual({
      gecko: {
        id: "caught-up@caught-up.dev",
        strict_min_version: "140.0",
        data_collection_permissions: {
          required: ["authenticationInfo", "websiteContent", "personalCommunications"],
        },
      },
      gecko_android: { strict_min_version: "142.0" },
    });
  });

  it("Chromium's oldest version is the first with everything that is used", () => {
    expect(openPackage("chrome").manifest.minimum_chrome_version).toBe("120");
  });
});
