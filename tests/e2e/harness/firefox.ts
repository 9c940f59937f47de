import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath } from "../../../scripts/browsers/ensure.ts";
import { start, stop } from "./children.ts";
import { type ConnectProxy, startConnectProxy } from "./connect-proxy.ts";
import { Marionette } from "./marionette.ts";
import { until } from "./until.ts";
import { writeXpi } from "./xpi.ts";

export interface FirefoxOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  /** Every host name leads to this port on loopback. */
  readonly port: number;
  /** `:7`; undefined runs without a window. */
  readonly display?: string | undefined;
  readonly prefs?: Readonly<Record<string, string | number | boolean>>;
  /** Installed for good, so that it is there again after a restart. */
  readonly lasting?: boolean | undefined;
}

export interface Firefox extends AsyncDisposable {
  readonly marionette: Marionette;
  readonly addonId: string;
  /** Of the extension's pages: `moz-extension://<uuid>/`. */
  readonly uuid: string;
  /** Kills it as a crash or the end of the power does, and starts it again on the same profile. */
  restart(): Promise<void>;
  /** Folder. */
  readonly profile: string;
  /** What it has written to its terminal: with the right preferences, everything said to any console. */
  said(): string;
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
  let said = "";
  const begin = () => {
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
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...(options.display === undefined ? {} : { DISPLAY: options.display }) },
      },
    );
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    return child;
  };
  let child = begin();
  const close = async () => {
    await stop(child);
    await proxy[Symbol.asyncDispose]();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    let marionette = await Marionette.open(await activePort(profile));
    const xpi = join(profile, "extension.xpi");
    if (options.lasting) await writeXpi(options.extension, xpi);
    await marionette.send("Addon:Install", {
      path: options.lasting ? xpi : options.extension,
      temporary: !options.lasting,
    });
    return {
      get marionette() {
        return marionette;
      },
      async restart() {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await ended;
        marionette[Symbol.dispose]();
        await rm(join(profile, "MarionetteActivePort"), { force: true });
        child = begin();
        marionette = await Marionette.open(await activePort(profile));
      },
      addonId,
      uuid,
      profile,
      said: () => said,
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
    // Of what is installed for good; a developer's build has no signature.
    "xpinstall.signatures.required": false,
  };
}

function userPrefs(prefs: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(prefs)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join("");
}
