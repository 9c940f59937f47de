import type { Display } from "./display.ts";
import { focusWindow } from "./native-menu.ts";
import type { Name, Surface } from "./surface.ts";

/** A person who has no mouse, at one surface: real keys, and what they do is looked up in the accessibility tree. */
export class ByKeyboard {
  readonly #surface: Surface;
  readonly #display: Display;

  constructor(surface: Surface, display: Display) {
    this.#surface = surface;
    this.#display = display;
  }

  /** For a page in a tab; a popup has the keyboard already. */
  async bringToFront(): Promise<this> {
    await focusWindow(this.#surface.page, this.#display);
    return this;
  }

  /** Presses Tab until it has the focus; a thing that Tab never reaches fails the test. */
  async to(role: string, name: Name): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      if ((await this.#surface.node(role, name))?.focused) return;
      await this.press("Tab");
    }
    throw new Error(`60 presses of Tab do not reach the ${role} ${name}`);
  }

  /** Goes to the button and presses it. */
  async use(name: Name, role = "button"): Promise<void> {
    await this.to(role, name);
    await this.press("Return");
  }

  press(...keys: readonly string[]): Promise<void> {
    return this.#display.keyboard.press(...keys);
  }

  async type(text: string): Promise<void> {
    await this.#display.keyboard.type(text);
  }
}
