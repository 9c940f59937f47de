import { startWorld, type World, type WorldOptions } from "../../sandbox/world.ts";
import { FIREFOX_BUILD } from "./builds.ts";
import { CHAOS, countDeathByChaos, onGesture } from "./chaos.ts";
import { type Firefox, launchFirefox } from "./firefox.ts";
import { FirefoxPopup } from "./firefox-popup.ts";
import { until } from "./until.ts";
import { GO_ON, loadWholeList, ROW } from "./whole-list.ts";

export interface FirefoxStageOptions {
  readonly world?: WorldOptions;
  readonly screen?: string | undefined;
  readonly prefs?: Readonly<Record<string, string | number | boolean>>;
  /** Folder of another build than the production one. */
  readonly extension?: string;
  /** Installed for good: then Firefox can be killed and started again. */
  readonly lasting?: boolean;
}

/** One Firefox with the production build, in front of one world. */
export class FirefoxStage implements AsyncDisposable {
  readonly world: World;
  readonly firefox: Firefox;
  readonly #forget: () => void;

  private constructor(world: World, firefox: Firefox) {
    this.world = world;
    this.firefox = firefox;
    this.#forget = onGesture(() => this.#chaos());
  }

  static async open({
    world: options = {},
    screen,
    prefs,
    extension = FIREFOX_BUILD,
    lasting,
  }: FirefoxStageOptions = {}): Promise<FirefoxStage> {
    const world = await startWorld(options);
    try {
      const firefox = await launchFirefox({
        extension,
        port: world.port,
        display: screen,
        lasting,
        ...(prefs === undefined ? {} : { prefs }),
      });
      const stage = new FirefoxStage(world, firefox);
      await stage.#closeWelcome();
      return stage;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get marionette() {
    return this.firefox.marionette;
  }

  /** Goes to the inbox, waits until its list is drawn, and has the page load all of it. */
  async openInbox(path = "/messaging/"): Promise<void> {
    await this.marionette.send("WebDriver:Navigate", { url: `https://www.linkedin.com${path}` });
    await until("the list to be drawn", () =>
      this.marionette.inPage<boolean>("return document.querySelector(arguments[0]) !== null;", ROW),
    );
    await loadWholeList(this.world, () => this.marionette.inPage(GO_ON));
  }

  /** Opens the real popup panel of the toolbar button. */
  async openPopup(): Promise<FirefoxPopup> {
    await this.marionette.inChrome(
      `const [id, done] = arguments;
       const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
       const { extension } = WebExtensionPolicy.getByID(id);
       ExtensionParent.apiManager.global.browserActionFor(extension).openPopup(window);
       done(true);`,
      this.firefox.addonId,
    );
    const popup = new FirefoxPopup(this.marionette, async (act) => {
      // Its answers can't be counted here: the page is suspended before each press only.
      await this.#chaos();
      return act();
    });
    // Firefox loads a popup out of sight and moves it into its panel; what is asked before that gets lost.
    await until("the popup's panel to be open", () =>
      this.marionette.inChrome<boolean>(
        `const done = arguments[0];
         const popup = document.querySelector("browser.webextension-popup-browser");
         done([...document.querySelectorAll("panel")].some((each) => each.state === "open" && each.contains(popup)));`,
      ),
    );
    await until("the popup to be drawn", async () => (await popup.text()).trim() !== "");
    return popup;
  }

  async closePopup(): Promise<void> {
    await until("the popup to be gone", () =>
      this.marionette.inChrome<boolean>(
        `const done = arguments[0];
         const panel = document.querySelector("browser.webextension-popup-browser");
         if (panel) CustomizableUI.hidePanelForNode(panel);
         done(!panel);`,
      ),
    );
  }

  async saveKey(key: string = this.world.key): Promise<FirefoxPopup> {
    const popup = await this.openPopup();
    await popup.fill("API key", key);
    await popup.press("Save key");
    return popup;
  }

  /**
   * Suspends the event page at once, as Firefox does after 30 s without events, and says whether one was there to be
   * suspended. Its end is what Firefox tells of it: the next event page may start before anyone could ask for a state.
   */
  async stopBackground(): Promise<boolean> {
    const answer = await this.marionette.inChrome<{ ended: boolean; error?: string }>(
      `const [id, done] = arguments;
       const { extension } = WebExtensionPolicy.getByID(id);
       let ended = false;
       const end = () => { ended = true; };
       extension.once("shutdown-background-script", end);
       extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
         .then(() => done({ ended }), (error) => done({ ended, error: String(error) }))
         .finally(() => extension.off("shutdown-background-script", end));`,
      this.firefox.addonId,
    );
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.ended;
  }

  /** From now on counts how often Firefox ends the event page; the answer tells how often it has. */
  async countEnds(): Promise<() => Promise<number>> {
    await this.marionette.inChrome(
      `const [id, done] = arguments;
       window.caughtUpEnds = 0;
       WebExtensionPolicy.getByID(id).extension.on("shutdown-background-script", () => { window.caughtUpEnds += 1; });
       done(true);`,
      this.firefox.addonId,
    );
    return () => this.marionette.inChrome<number>("const [done] = arguments; done(window.caughtUpEnds);");
  }

  /** Takes a host away from the extension, as a person does under about:addons. */
  async revoke(origin: string): Promise<void> {
    await this.marionette.inChrome(
      `const [id, origin, done] = arguments;
       const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
       const { extension } = WebExtensionPolicy.getByID(id);
       ExtensionPermissions.remove(id, { permissions: [], origins: [origin] }, extension).then(() => done(true));`,
      this.firefox.addonId,
      origin,
    );
  }

  /** What the toolbar button bears. */
  badge(): Promise<string> {
    return this.marionette.inChrome<string>(
      `const [id, done] = arguments;
       const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
       const { extension } = WebExtensionPolicy.getByID(id);
       const button = ExtensionParent.apiManager.global.browserActionFor(extension);
       done(button.action.getProperty(null, "badgeText") ?? "");`,
      this.firefox.addonId,
    );
  }

  /** Opened by the extension some time after its installation, in front of whatever is open then. */
  async #closeWelcome(): Promise<void> {
    await until("the welcome page to be closed", () =>
      this.marionette.inChrome<boolean>(
        `const [url, done] = arguments;
         const tab = gBrowser.tabs.find((each) => each.linkedBrowser.currentURI.spec === url);
         if (tab) gBrowser.removeTab(tab);
         done(tab !== undefined);`,
        `moz-extension://${this.firefox.uuid}/welcome.html`,
      ),
    );
  }

  /** Errors of the extension's scripts in the browser console, one line each. */
  errors(): Promise<string[]> {
    return this.marionette.inChrome<string[]>(
      `const [origin, done] = arguments;
       done(Services.console.getMessageArray()
         .filter((message) => message instanceof Ci.nsIScriptError && (message.sourceName ?? "").startsWith(origin))
         .filter((message) => !(message.flags & Ci.nsIScriptError.warningFlag))
         // Firefox's own remarks on a page that is left while it waits for an answer, as popups are.
         .filter((message) => !/^Promise (resolved|rejected) (after context unloaded|while context is inactive)/.test(message.errorMessage))
         .map((message) => message.errorMessage + " " + message.sourceName + ":" + message.lineNumber));`,
      `moz-extension://${this.firefox.uuid}/`,
    );
  }

  async #chaos(): Promise<void> {
    if (!CHAOS) return;
    countDeathByChaos(this.world);
    await this.stopBackground();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.firefox[Symbol.asyncDispose]();
    await this.world.close();
  }
}
