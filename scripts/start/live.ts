import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CHROME_BUILD } from "../../tests/e2e/harness/builds.ts";
import { launchChromium } from "../../tests/e2e/harness/chromium.ts";

/** Real LinkedIn and the real API: nothing is mapped, nothing is clicked, sign-in and key stay in the profile. */
export async function openLive(): Promise<void> {
  const profile = join(configHome(), "caught-up", "chromium");
  mkdirSync(profile, { recursive: true });
  const { browser } = await launchChromium({
    extension: CHROME_BUILD,
    display: process.env.DISPLAY ?? "",
    profile,
    automated: false,
  });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto("https://www.linkedin.com/messaging/compose/").catch((error: Error) => {
    console.error(`LinkedIn did not open: ${error.message}`);
  });
  console.log(`This is the real LinkedIn and the real ConnectSafely. Profile: ${profile}`);
  console.log(
    "Sign in, press the extension's button in the toolbar, paste your key. Close the window to end.",
  );
  await new Promise((resolve) => browser.once("disconnected", resolve));
}

function configHome(): string {
  if (process.platform === "win32") return process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  return process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
}
