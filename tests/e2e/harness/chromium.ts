import { type Browser, launch, TargetType } from "puppeteer-core";
import { browserPath } from "../../../scripts/browsers/ensure.ts";

export interface ChromiumOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  /** Every host name leads to this port on loopback; undefined leaves the real network. */
  readonly port?: number | undefined;
  /** Where the window goes; undefined runs without one. */
  readonly display?: string | undefined;
  /** A profile that is kept; undefined uses a throw-away one. */
  readonly profile?: string | undefined;
  /** The profile has the extension, under this id: it starts with the browser, as it does for people. */
  readonly installed?: string | undefined;
  readonly args?: readonly string[] | undefined;
  /** The debugger has nothing to do with workers, which it would keep alive, and knows of none. */
  readonly ignoreWorkers?: boolean | undefined;
  /** false: no "controlled by test software" bar, for a person at the window. */
  readonly automated?: boolean;
}

export interface Chromium {
  readonly browser: Browser;
  readonly extensionId: string;
}

/** A browser with the production build in it, unmodified; only the way from host names to addresses differs. */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const browser = await launch({
    executablePath: browserPath("chromium"),
    headless: options.display === undefined,
    // No viewport of its own: pages have the window's size, so that a page's pixels are the screen's.
    defaultViewport: null,
    pipe: true,
    enableExtensions: true,
    ...(options.ignoreWorkers
      ? { targetFilter: (target) => target.type() !== TargetType.SERVICE_WORKER }
      : {}),
    ignoreDefaultArgs: options.automated === false ? ["--enable-automation"] : false,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    env: { ...process.env, ...(options.display === undefined ? {} : { DISPLAY: options.display }) },
    args: [
      ...baseArgs(),
      ...(options.port === undefined ? [] : mapped(options.port)),
      ...(options.args ?? []),
    ],
  });
  try {
    const extensionId = options.installed ?? (await browser.installExtension(options.extension));
    return { browser, extensionId };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function baseArgs(): string[] {
  return [
    // Branded Chrome ignores --load-extension; loading over the pipe needs this.
    "--enable-unsafe-extension-debugging",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-position=0,0",
    "--window-size=1280,900",
    // Chromium refuses to run sandboxed as root, which containers are.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
}

function mapped(port: number): string[] {
  return [`--host-resolver-rules=MAP * 127.0.0.1:${port}`, "--ignore-certificate-errors"];
}
