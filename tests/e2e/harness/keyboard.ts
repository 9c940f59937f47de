import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeGesture } from "./chaos.ts";
import { until } from "./until.ts";

const run = promisify(execFile);

/** Keys and clicks that reach the browser as a person's do, through the X server, menus and shortcuts included. */
export class Keyboard {
  readonly #display: string;

  constructor(display: string) {
    this.#display = display;
  }

  /** Presses a chord such as `alt+shift+s` in the window that has the focus. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await beforeGesture();
      await this.#xdotool("key", "--clearmodifiers", key);
    }
  }

  async type(text: string): Promise<void> {
    await this.#xdotool("type", "--clearmodifiers", text);
  }

  /** Screen pixels. */
  async click(x: number, y: number, button: 1 | 3 = 1): Promise<void> {
    await beforeGesture();
    await this.moveTo(x, y);
    await this.#xdotool("click", String(button));
  }

  async moveTo(x: number, y: number): Promise<void> {
    const [left, top] = [Math.round(x), Math.round(y)];
    // `--sync` waits for a movement: where the pointer is there already, it would wait in vain.
    await this.#xdotool("mousemove", String(left), String(top + 1));
    await this.#xdotool("mousemove", "--sync", String(left), String(top));
  }

  /** Gives the focus to the visible window whose title contains `title`, as soon as there is one. */
  async focus(title: string): Promise<void> {
    const id = await until(`a window titled ${title}`, async () => (await this.#windows(title)).at(-1));
    await this.#xdotool("windowactivate", "--sync", id);
  }

  /** Visible windows, native menus among them. */
  async countWindows(): Promise<number> {
    return (await this.#windows(".*")).length;
  }

  /** True once a window manager answers for the screen. */
  async windowManager(): Promise<boolean> {
    await this.#xdotool("get_num_desktops");
    return true;
  }

  async #windows(title: string): Promise<string[]> {
    return (await this.#xdotool("search", "--onlyvisible", "--name", title)).split("\n").filter(Boolean);
  }

  async #xdotool(...args: readonly string[]): Promise<string> {
    const { stdout } = await run("xdotool", args, {
      env: { ...process.env, DISPLAY: this.#display },
      timeout: 10_000,
    });
    return stdout.trim();
  }
}
