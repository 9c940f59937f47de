import type { Browser, Page } from "puppeteer-core";

/** The part of `chrome.developerPrivate` that chrome://extensions has; it is in no typing package. */
interface DeveloperPrivate {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(update: { extensionId: string; errorCollection: boolean }): Promise<void>;
  getExtensionsInfo(options: object): Promise<ExtensionInfo[]>;
}
interface ExtensionInfo {
  readonly id: string;
  readonly manifestErrors: readonly { readonly message: string }[];
  readonly runtimeErrors: readonly {
    readonly message: string;
    readonly source: string;
    readonly severity: string;
    readonly stackTrace: readonly { readonly functionName: string; readonly lineNumber: number }[];
  }[];
}
declare const chrome: { developerPrivate: DeveloperPrivate };

/** The manifest lets no other extension connect, on purpose; Chromium asks whether that was meant. */
const INTENDED = /^'externally_connectable' specifies neither/;

/** A document of the extension's origin that only tests open. Chromium's own style for pictures breaks the policy. */
export const SCRIPTLESS = "icon/16.png";

/**
 * Has the browser keep the extension's errors, as chrome://extensions shows them: those of the worker, the
 * pages and the content scripts alike. A debugger would hear them too, but keeps the worker alive.
 */
export async function collectExtensionErrors(page: Page, extensionId: string): Promise<void> {
  await page.goto("chrome://extensions/");
  await page.evaluate(async (id) => {
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, errorCollection: true });
  }, extensionId);
  await page.goto("about:blank");
}

/** What has been collected, one line each. */
export async function extensionErrors(browser: Browser, extensionId: string): Promise<string[]> {
  const page = await browser.newPage();
  try {
    await page.goto("chrome://extensions/");
    const all = await page.evaluate(() => chrome.developerPrivate.getExtensionsInfo({}));
    const info = all.find((extension) => extension.id === extensionId);
    return [
      ...(info?.manifestErrors ?? [])
        .filter(({ message }) => !INTENDED.test(message))
        .map((error) => `manifest: ${error.message}`),
      ...(info?.runtimeErrors ?? [])
        .filter(({ source }) => !source.endsWith(SCRIPTLESS))
        .map(
          (error) =>
            `${error.severity} ${error.source.split("/").pop()}: ${error.message} ${JSON.stringify(error.stackTrace)}`,
        ),
    ];
  } finally {
    await page.close();
  }
}
