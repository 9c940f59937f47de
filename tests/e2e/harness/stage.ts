import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { startWorld, type World, type WorldOptions } from "../../sandbox/world.ts";
import { CHROME_BUILD } from "./builds.ts";
import {
  answered,
  CHAOS,
  countDeathByChaos,
  inChaos,
  LAST_WORDS,
  onGesture,
  watchMessages,
} from "./chaos.ts";
import { launchChromium } from "./chromium.ts";
import { collectExtensionErrors, extensionErrors } from "./extension-errors.ts";
import type { Profile } from "./profile.ts";
import { Surface } from "./surface.ts";
import { until } from "./until.ts";
import { Valve } from "./valve.ts";
import { GO_ON, LIST, loadWholeList, ROW } from "./whole-list.ts";
import { stopWorker, workerAlive } from "./worker-stop.ts";

declare const chrome: {
  action: { getBadgeText(details: object): Promise<string> };
  developerPrivate: { updateExtensionConfiguration(change: object): Promise<void> };
};

/** Switches for Chromium, or what makes them from the world's port. */
type Args = readonly string[] | ((port: number) => readonly string[]);

export interface StageOptions {
  readonly world?: WorldOptions;
  /** `:7`; undefined runs without a window. */
  readonly screen?: string | undefined;
  readonly args?: Args;
  readonly automated?: boolean;
  /** One that has the extension; with it the browser can be killed and started again. */
  readonly profile?: Profile;
  /** No debugger comes near the worker; `workerAlive` can't tell then. */
  readonly ignoreWorkers?: boolean;
  /** Stands before the API's port, for what goes wrong on the way to it. */
  readonly valve?: boolean;
}

/** One Chromium with the production build, in front of one world. */
export class Stage implements AsyncDisposable {
  readonly world: World;
  readonly extensionId: string;
  readonly #options: StageOptions;
  readonly #valve: Valve | undefined;
  #browser: Browser;
  #tab: Page;
  readonly #forget: () => void;
  /** Pages of the extension that were opened. */
  readonly #own = new Set<Page>();
  #isCalm = false;
  readonly #pageErrors: string[] = [];

  private constructor(world: World, valve: Valve | undefined, started: Started, options: StageOptions) {
    this.world = world;
    this.#valve = valve;
    this.#options = options;
    this.extensionId = started.extensionId;
    this.#browser = started.browser;
    this.#tab = this.#heard(started.tab);
    this.#forget = onGesture(async () => {
      if (this.#isCalm) return;
      await answered(this.#own);
      await this.#chaos();
    });
  }

  static async open(options: StageOptions): Promise<Stage> {
    const world = await startWorld(options.world);
    const valve = options.valve ? await Valve.start(world.port) : undefined;
    try {
      const stage = new Stage(world, valve, await start(world, valve, options), options);
      if (options.profile) return stage;
      await stage.#closeWelcome();
      await collectExtensionErrors(stage.tab, stage.extensionId);
      return stage;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get browser(): Browser {
    return this.#browser;
  }

  /** The tab that is there from the start. */
  get tab(): Page {
    return this.#tab;
  }

  get valve(): Valve {
    if (!this.#valve) throw new Error("This stage was opened without a valve");
    return this.#valve;
  }

  /** Kills the browser as a crash or the end of the power does. */
  async killBrowser(): Promise<void> {
    const ended = new Promise((resolve) => this.browser.process()?.once("exit", resolve));
    this.browser.process()?.kill("SIGKILL");
    await ended;
  }

  /** Starts it again on the same profile, with nothing open; what was open in it is stale from now on. */
  async startBrowser(args: Args = this.#options.args ?? []): Promise<void> {
    const { browser, tab } = await start(this.world, this.#valve, { ...this.#options, args });
    this.#browser = browser;
    this.#tab = this.#heard(tab);
  }

  /** Goes to the inbox, waits until its list is drawn, and has the page load all of it. */
  async openInbox(path = "/messaging/"): Promise<Page> {
    await this.tab.goto(`https://www.linkedin.com${path}`);
    await this.tab.waitForSelector(ROW);
    await this.loadAll();
    return this.tab;
  }

  /** Has the page load its list to the end, and goes back to its top. */
  async loadAll(): Promise<void> {
    await loadWholeList(this.world, () => this.tab.evaluate(GO_ON));
    await this.#scrollTo(0);
  }

  /** The page with the in-page message in it. */
  get page(): Surface {
    return new Surface(this.tab);
  }

  /** Names of the drawn rows that bear an unread sign. Rows far from the view are empty shells. */
  unreadRows(): Promise<string[]> {
    return this.tab.$$eval(`${LIST} > li`, (rows) =>
      rows
        .filter((row) => row.querySelector(".msg-conversation-card__unread-count"))
        .map((row) => row.querySelector("h3")?.textContent?.trim() ?? ""),
    );
  }

  /** The same for the whole list, which is scrolled through for it. */
  async allUnreadRows(): Promise<string[]> {
    const found = new Set<string>();
    const { height, step } = await this.tab.$eval(LIST, (list) => ({
      height: list.scrollHeight,
      step: list.clientHeight / 2,
    }));
    for (let top = 0; top < height; top += step) {
      await this.#scrollTo(top);
      for (const name of await this.unreadRows()) found.add(name);
    }
    await this.#scrollTo(0);
    return [...found];
  }

  /** The drawn row of a conversation, told by its name, which must be one of a kind. */
  async row(name: string): Promise<ElementHandle<Element>> {
    return until(`the row of ${name}`, async () => {
      const names = await this.tab.$$(ROW);
      const texts = await Promise.all(names.map((node) => node.evaluate((n) => n.textContent?.trim())));
      const found = names.filter((_, index) => texts[index] === name);
      return found.length === 1 ? found[0] : undefined;
    });
  }

  /** Opens the real popup over the tab, as a press of the toolbar button does. Needs no debugger on the worker. */
  async openPopup(tab: Page = this.tab): Promise<Surface> {
    await tab.bringToFront();
    await this.#chaos();
    const extension = (await this.browser.extensions()).get(this.extensionId);
    if (!extension) throw new Error("The extension is not installed");
    await extension.triggerAction(tab);
    const target = await this.browser.waitForTarget((each) => each.url() === this.url("popup.html"));
    return this.#surface(await target.asPage());
  }

  async closePopup(popup: Surface): Promise<void> {
    await popup.page.close();
    await until("the popup to be gone", () => !this.#target(this.url("popup.html")));
    await this.#chaos();
  }

  /** A page of the extension in a tab of its own. */
  async openPage(file: string): Promise<Surface> {
    const page = await this.browser.newPage();
    await page.goto(this.url(file));
    return this.#surface(page);
  }

  /** Saves the key through the popup as a person does, and leaves the popup open. */
  async saveKey(key: string = this.world.key): Promise<Surface> {
    const popup = await this.openPopup();
    await popup.fill("API key", key);
    await popup.press("Save key");
    return popup;
  }

  /** Saves the key and waits until it is kept; the popup is open. */
  async saved(): Promise<Surface> {
    const popup = await this.saveKey();
    await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
    return popup;
  }

  url(file: string): string {
    return `chrome-extension://${this.extensionId}/${file}`;
  }

  /** Which sites the extension may use, as chosen on the browser's own page of the extension. */
  async hostAccess(access: "ON_CLICK" | "ON_ALL_SITES"): Promise<void> {
    const page = await this.browser.newPage();
    await page.goto("chrome://extensions/");
    await page.evaluate(
      (extensionId, access) =>
        chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: access }),
      this.extensionId,
      access,
    );
    await page.close();
    await this.tab.bringToFront();
  }

  /** What the toolbar button bears. */
  async badge(): Promise<string> {
    const page = await this.browser.newPage();
    await page.goto(this.url("options.html"));
    const text = await page.evaluate(() => chrome.action.getBadgeText({}));
    await page.close();
    return text;
  }

  get workerAlive(): boolean {
    return workerAlive(this.browser, this.url(""));
  }

  /** Kills the worker as the browser does: at once, in-flight requests with it. */
  stopWorker(): Promise<void> {
    return stopWorker(this.browser, this.tab, this.url(""));
  }

  /** Chaos keeps away from the worker until `act` is over: for what holds for one life of a worker only. */
  async calmly<T>(act: () => Promise<T>): Promise<T> {
    this.#isCalm = true;
    try {
      return await act();
    } finally {
      this.#isCalm = false;
    }
  }

  /** What went wrong unseen: in the worker, pages and content scripts of the extension, and in the page. */
  async errors(): Promise<string[]> {
    const policy = this.world.page.violations().map((violation) => `page policy: ${violation}`);
    const errors = await extensionErrors(this.browser, this.extensionId);
    const own = CHAOS ? errors.filter((error) => !LAST_WORDS.test(error)) : errors;
    return [...own, ...this.#pageErrors, ...policy];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.browser.close();
    await this.#valve?.[Symbol.asyncDispose]();
    await this.world.close();
  }

  /** A page of the extension. */
  async #surface(page: Page): Promise<Surface> {
    if (CHAOS) {
      this.#own.add(page);
      await watchMessages(page);
    }
    return new Surface(page, (act) =>
      CHAOS && !this.#isCalm ? inChaos(page, () => this.#chaos(), act) : act(),
    );
  }

  async #chaos(): Promise<void> {
    if (!CHAOS || this.#isCalm || this.#options.ignoreWorkers) return;
    countDeathByChaos(this.world);
    await this.stopWorker();
  }

  #heard(tab: Page): Page {
    tab.on("pageerror", (error) => this.#pageErrors.push(`page: ${String(error)}`));
    return tab;
  }

  /** The page that installing opens would lie over the tab. */
  async #closeWelcome(): Promise<void> {
    const target = await this.browser.waitForTarget((each) => each.url() === this.url("welcome.html"));
    await (await target.page())?.close();
    await this.tab.bringToFront();
  }

  /** Scrolls the list and waits until the rows there are drawn. */
  async #scrollTo(top: number): Promise<void> {
    await this.tab.$eval(
      LIST,
      async (list, to) => {
        list.scrollTop = to;
        for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
      },
      top,
    );
  }

  #target(url: string) {
    return this.browser.targets().find((target) => target.url() === url);
  }
}

interface Started {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly tab: Page;
}

async function start(world: World, valve: Valve | undefined, options: StageOptions): Promise<Started> {
  const { args = [] } = options;
  const { browser, extensionId } = await launchChromium({
    extension: CHROME_BUILD,
    port: world.port,
    display: options.screen,
    args: [...(valve?.switches(world.port) ?? []), ...(typeof args === "function" ? args(world.port) : args)],
    automated: options.automated ?? true,
    ignoreWorkers: options.ignoreWorkers,
    profile: options.profile?.folder,
    installed: options.profile?.extensionId,
  });
  return { browser, extensionId, tab: (await browser.pages())[0] ?? (await browser.newPage()) };
}
