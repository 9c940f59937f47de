import type { Browser, Frame, Page } from "puppeteer-core";
import { startWorld, type World, type WorldOptions } from "../../sandbox/world.ts";
import { CHROME_BUILD } from "../harness/builds.ts";
import { CHAOS, countDeathByChaos, inChaos, LAST_WORDS, onGesture } from "../harness/chaos.ts";
import { launchChromium } from "../harness/chromium.ts";
import { collectExtensionErrors, extensionErrors } from "../harness/extension-errors.ts";
import { Surface } from "../harness/surface.ts";
import { until } from "../harness/until.ts";
import { stopWorker } from "../harness/worker-stop.ts";
import { loadWholeList, waitForList } from "./list.ts";
import { openRelay, type Relay } from "./relay.ts";

/** One browser with the production build, its key kept, that goes from world to world: a start costs seconds. */
export class Traveller implements AsyncDisposable {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly #relay: Relay;
  #visit: Visit | undefined;
  readonly #problems: string[] = [];
  readonly #forget: () => void;

  private constructor(browser: Browser, extensionId: string, relay: Relay) {
    this.browser = browser;
    this.extensionId = extensionId;
    this.#relay = relay;
    this.#forget = onGesture(async () => this.#visit?.chaos());
  }

  /** Without a hold and with a limit out of the way: what is sent matters here, not when. */
  static async start(screen: string | undefined, { key = true } = {}): Promise<Traveller> {
    const relay = await openRelay();
    const { browser, extensionId } = await launchChromium({
      extension: CHROME_BUILD,
      port: relay.port,
      display: screen,
    });
    const traveller = new Traveller(browser, extensionId, relay);
    await traveller.#closeWelcome();
    const tab = await traveller.#freshTab();
    await collectExtensionErrors(tab, extensionId);
    if (key) await traveller.#prepare();
    return traveller;
  }

  url(file: string): string {
    return `chrome-extension://${this.extensionId}/${file}`;
  }

  /** Leaves the world before, if any, and stands in front of a new one. `expectedErrors`: of the page, provoked. */
  async visit(options: WorldOptions & { readonly expectedErrors?: readonly RegExp[] } = {}): Promise<Visit> {
    await this.#leave();
    const world = await startWorld({ rateLimit: null, ...options });
    this.#relay.pointAt(world.port);
    const tab = await this.#freshTab();
    tab.on("pageerror", (error) => {
      if (!options.expectedErrors?.some((pattern) => pattern.test(String(error))))
        this.#problems.push(`page: ${String(error)}`);
    });
    this.#visit = new Visit(this, world, tab);
    return this.#visit;
  }

  /** Takes the extension out and puts it in again, while tabs are open: what an update or an installation does. */
  async reinstall({ remove = true } = {}): Promise<void> {
    if (remove) await this.browser.uninstallExtension(this.extensionId);
    await this.browser.installExtension(CHROME_BUILD);
    if (remove) await this.#closeWelcome();
  }

  /** A page of the extension in a tab of its own. */
  async openPage(file: string): Promise<Surface> {
    const page = await this.browser.newPage();
    await page.goto(this.url(file));
    return new Surface(page);
  }

  /** What went wrong unseen, in the extension and in the pages visited. */
  async errors(): Promise<string[]> {
    await this.#leave();
    const errors = await extensionErrors(this.browser, this.extensionId);
    const own = CHAOS ? errors.filter((error) => !LAST_WORDS.test(error)) : errors;
    return [...own, ...this.#problems];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.browser.close();
    await this.#visit?.world.close();
    await this.#relay[Symbol.asyncDispose]();
  }

  async #prepare(): Promise<void> {
    // No account is kept with the key: each world has its own, and takes the one that it has.
    const visit = await this.visit({ accounts: "absent" });
    const popup = await visit.openPopup();
    await popup.fill("API key", visit.world.key);
    await popup.press("Save key");
    await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
    const options = await this.openPage("options.html");
    await options.fill("Seconds to undo", "0", "spinbutton");
    await options.fill("Requests per minute", "6000", "spinbutton");
    await options.page.reload();
    for (const [name, value] of [
      ["Requests per minute", 6000],
      ["Seconds to undo", 0],
    ] as const) {
      await until(`${name} to be kept`, async () => {
        const kept = (await options.node("spinbutton", name))?.value;
        return kept !== undefined && Number(kept) === value;
      });
    }
    await options.page.close();
  }

  async #closeWelcome(): Promise<void> {
    const target = await this.browser.waitForTarget((each) => each.url() === this.url("welcome.html"));
    await (await target.page())?.close();
  }

  /** The browser lives as long as it has a tab. */
  async #freshTab(): Promise<Page> {
    const before = await this.browser.pages();
    const tab = await this.browser.newPage();
    await Promise.all(before.map((page) => page.close()));
    return tab;
  }

  async #leave(): Promise<void> {
    const visit = this.#visit;
    if (!visit) return;
    this.#visit = undefined;
    this.#problems.push(...visit.world.page.violations().map((each) => `page policy: ${each}`));
    await this.#freshTab();
    await visit.world.close();
  }
}

/** A tab in front of one world. */
export class Visit {
  readonly world: World;
  readonly tab: Page;
  readonly #traveller: Traveller;
  #frame: Frame | undefined;

  constructor(traveller: Traveller, world: World, tab: Page) {
    this.#traveller = traveller;
    this.world = world;
    this.tab = tab;
  }

  /** Where messaging runs: the top document, or with some arms the inner frame. */
  get frame(): Frame {
    return this.#frame ?? this.tab.mainFrame();
  }

  /** Comes to the inbox the way the arm has it, directly or by a click in the feed, and has a first row drawn. */
  async enterInbox(path = "/messaging/"): Promise<void> {
    if (this.world.arms.frame === "top") await this.tab.goto(`https://www.linkedin.com${path}`);
    else await this.enterFromFeed();
    await waitForList(this.frame);
  }

  /** In-app navigation: only the address of the top document changes. */
  async enterFromFeed(): Promise<void> {
    await this.tab.goto("https://www.linkedin.com/feed/");
    await this.tab.waitForSelector("a.global-nav__primary-link--active");
    await this.tab.click("a.global-nav__primary-link--active");
    const inner = await this.tab.waitForSelector('iframe[data-testid="interop-iframe"]:not([hidden])');
    const frame = await inner?.contentFrame();
    if (!frame) throw new Error("Messaging did not come up in the inner frame");
    this.#frame = frame;
  }

  async openWholeInbox(path?: string): Promise<void> {
    await this.enterInbox(path);
    await loadWholeList(this.frame);
  }

  async openPopup(): Promise<Surface> {
    await this.tab.bringToFront();
    await this.chaos();
    const { browser, extensionId } = this.#traveller;
    const extension = (await browser.extensions()).get(extensionId);
    if (!extension) throw new Error("The extension is not installed");
    await extension.triggerAction(this.tab);
    const target = await browser.waitForTarget((each) => each.url() === this.#traveller.url("popup.html"));
    const page = await target.asPage();
    return new Surface(page, (act) => (CHAOS ? inChaos(page, () => this.chaos(), act) : act()));
  }

  /** Stops the worker, where chaos is asked for. */
  async chaos(): Promise<void> {
    if (!CHAOS) return;
    countDeathByChaos(this.world);
    await stopWorker(this.#traveller.browser, this.tab, this.#traveller.url(""));
  }

  /** Of the inbox's conversations those that the page has been told of and that are unread now. */
  unreadDelivered(): Set<string> {
    const delivered = new Set(this.world.page.delivered());
    return new Set(this.world.mailbox.unread().flatMap(({ urn }) => (delivered.has(urn) ? [urn] : [])));
  }
}
