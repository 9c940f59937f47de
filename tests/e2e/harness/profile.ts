import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { CHROME_BUILD } from "./builds.ts";
import { launchChromium } from "./chromium.ts";
import { collectExtensionErrors } from "./extension-errors.ts";
import { until } from "./until.ts";

export interface Profile extends AsyncDisposable {
  readonly folder: string;
  readonly extensionId: string;
}

interface Preferences {
  extensions: { settings: Record<string, { creation_flags: number }> };
}

/** Chromium's mark of an extension that a debugger has loaded, which it forgets at its next start. */
const FOR_THIS_SESSION = 0x8000;

/** A profile that has the extension for good: it is there when the browser starts, without being installed anew. */
export async function createProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "caught-up-profile-"));
  const { browser, extensionId } = await launchChromium({ extension: CHROME_BUILD, profile: folder });
  const welcome = `chrome-extension://${extensionId}/welcome.html`;
  const target = await browser.waitForTarget((each) => each.url() === welcome);
  await (await target.page())?.close();
  const [tab] = await browser.pages();
  await collectExtensionErrors(tab ?? (await browser.newPage()), extensionId);
  await leave(browser);
  const file = join(folder, "Default", "Preferences");
  const preferences = JSON.parse(await readFile(file, "utf8")) as Preferences;
  const own = preferences.extensions.settings[extensionId];
  if (!own) throw new Error("The profile does not know the extension");
  own.creation_flags &= ~FOR_THIS_SESSION;
  await writeFile(file, JSON.stringify(preferences));
  return {
    folder,
    extensionId,
    // The processes of a killed browser end one after the other, and still write meanwhile.
    [Symbol.asyncDispose]: () =>
      until("the profile to be gone", async () => {
        await rm(folder, { recursive: true, force: true });
        return true;
      }).then(() => {}),
  };
}

/**
 * Asks the browser to close and waits until it has: it writes its preferences at its very end. Puppeteer's own
 * `close` kills it when its answer is lost because it was gone before, with the preferences not yet on disk.
 */
async function leave(browser: Browser): Promise<void> {
  const process = browser.process();
  if (!process) throw new Error("The browser was not started here");
  const exited = once(process, "exit");
  const session = await browser.target().createCDPSession();
  await Promise.all([exited, session.send("Browser.close").catch(() => {})]);
}
