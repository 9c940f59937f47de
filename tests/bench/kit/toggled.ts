import type { Browser, Page } from "puppeteer-core";
import { CHROME_BUILD } from "../../e2e/harness/builds.ts";
import { launchChromium } from "../../e2e/harness/chromium.ts";

/** One browser in which the extension comes and goes, so that both arms of a comparison share everything else. */
export class ToggledBrowser implements AsyncDisposable {
  readonly browser: Browser;
  #extensionId: string | undefined;

  private constructor(browser: Browser, extensionId: string) {
    this.browser = browser;
    this.#extensionId = extensionId;
  }

  static async open(port: number): Promise<ToggledBrowser> {
    const { browser, extensionId } = await launchChromium({ extension: CHROME_BUILD, port });
    const toggled = new ToggledBrowser(browser, extensionId);
    await toggled.#welcomed();
    return toggled;
  }

  /** A fresh tab, alone and in front, with the extension or without. */
  async tab(withExtension: boolean): Promise<Page> {
    if (withExtension && this.#extensionId === undefined) {
      this.#extensionId = await this.browser.installExtension(CHROME_BUILD);
      await this.#welcomed();
    }
    if (!withExtension && this.#extensionId !== undefined) {
      await this.browser.uninstallExtension(this.#extensionId);
      this.#extensionId = undefined;
    }
    const tab = await this.browser.newPage();
    for (const page of await this.browser.pages()) if (page !== tab) await page.close();
    await tab.bringToFront();
    return tab;
  }

  /** The welcome page opens by itself; later, it would take the front from the page that is measured. */
  async #welcomed(): Promise<void> {
    await this.browser.waitForTarget((target) => target.url() === `${this.origin}welcome.html`);
  }

  /** Where the scripts of the extension come from; undefined while it is not there. */
  get origin(): string | undefined {
    return this.#extensionId === undefined ? undefined : `chrome-extension://${this.#extensionId}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}
