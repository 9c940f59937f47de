import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath } from "../../../scripts/browsers/ensure.ts";
import { start, stop } from "./children.ts";
import { type ConnectProxy, startConnectProxy } from "./connect-proxy.ts";
import { Marionette } from "./marionette.ts";
import { until } from "./until.ts";

export interface FirefoxOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  /** Every host name leads to this port on loopback. */
  readonly port: number;
  /** `:7`; undefined runs without a window. */
  readonly display?: string | undefined;
  readonly prefs?: Readonly<Record<string, string | number | boolean>>;
}

export interface Firefox extends AsyncDisposable {
  readonly marionette: Marionette;
  readonly addonId: string;
  /** Of the extension's pages: `moz-extension://<uuid>/`. */
  readonly uuid: string;
}

export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const addonId = await readAddonId(options.extension);
  const uuid = randomUUID();
  const proxy = await startConnectProxy(options.port);
  const profile = await mkdtemp(join(tmpdir(), "caught-up-firefox-"));
  await writeFile(
    join(profile, "user.js"),
    userPrefs({ ...basePrefs(proxy, addonId, uuid), ...options.prefs }),
  );
  const child = start(
    browserPath("firefox"),
    [
      "--marionette",
      // Without it scripts may not enter the browser's own windows, the toolbar and the popup among them.
      "--remote-allow-system-access",
      "--no-remote",
      "--profile",
      profile,
      ...(options.display === undefined ? ["--headless"] : ["--width", "1280", "--height", "900"]),
      "about:blank",
    ],
    {
      stdio: "ignore",
      env: { ...process.env, ...(options.display === undefined ? {} : { DISPLAY: options.display }) },
    },
  );
  const close = async () => {
    await stop(child);
    await proxy[Symbol.asyncDispose]();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const marionette = await Marionette.open(await activePort(profile));
    await marionette.send("Addon:Install", { path: options.extension, temporary: true });
    return {
      marionette,
      addonId,
      uuid,
      async [Symbol.asyncDispose]() {
        marionette[Symbol.dispose]();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Firefox writes the port that it chose into its profile once it listens. */
function activePort(profile: string): Promise<number> {
  const read = async () => Number(await readFile(join(profile, "MarionetteActivePort"), "utf8"));
  return until("Firefox to listen", read, { timeout: 30_000 });
}

async function readAddonId(extension: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

function basePrefs(proxy: ConnectProxy, addonId: string, uuid: string) {
  return {
    "marionette.port": 0,
    "extensions.webextensions.uuids": JSON.stringify({ [addonId]: uuid }),
    "network.proxy.type": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": proxy.port,
    "intl.locale.requested": "en-US",
    "browser.shell.checkDefaultBrowser": false,
    "browser.aboutwelcome.enabled": false,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": false,
    "app.update.disabledForTesting": true,
    "extensions.update.enabled": false,
  };
}

function userPrefs(prefs: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(prefs)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join("");
}
