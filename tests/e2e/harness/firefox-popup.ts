import type { Marionette } from "./marionette.ts";
import type { Around, Name } from "./surface.ts";
import { until } from "./until.ts";

/** Roles that the popup's tests look for, as the elements that have them. */
const ROLES: Readonly<Record<string, string>> = {
  button: "button, [role=button]",
  textbox: "input:not([type]), input[type=text], input[type=password], input[type=search], textarea",
  spinbutton: "input[type=number]",
  radio: "input[type=radio]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  progressbar: "progress, [role=progressbar]",
  status: "[role=status], output",
  alert: "[role=alert]",
};

/** Runs in the popup: elements of a role, each with its name. Shared by every script below. */
const NAMED = `
  const visible = (e) => e.getClientRects().length > 0;
  const nameOf = (e) => {
    const byId = (e.getAttribute("aria-labelledby") ?? "").split(/\\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    return (byId || e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.textContent).join(" ")
      || e.textContent || "").replaceAll(/\\s+/g, " ").trim();
  };
  const named = (selector, pattern) =>
    [...document.querySelectorAll(selector)].filter((e) => visible(e) && new RegExp(pattern, "u").test(nameOf(e)));
`;

/**
 * Firefox's real popup panel. No remote protocol reaches it, so a frame script is loaded into its browser from
 * the browser's own window.
 */
export class FirefoxPopup {
  readonly #marionette: Marionette;
  readonly #around: Around;

  /** `around` wraps whatever is pressed. */
  constructor(marionette: Marionette, around: Around = (act) => act()) {
    this.#marionette = marionette;
    this.#around = around;
  }

  text(): Promise<string> {
    return this.#run("return document.body.innerText;");
  }

  async has(role: string, name: Name): Promise<boolean> {
    return (await this.#run<number>(`return ${find(role, name)}.length;`)) > 0;
  }

  async press(name: Name, role = "button"): Promise<void> {
    await this.#around(() =>
      until(`an enabled ${role} named ${name}`, () =>
        this.#run<boolean>(`
          const [element] = ${find(role, name)};
          if (!element || element.disabled) return false;
          // A press by a person: asking for a permission needs one.
          const input = content.windowUtils.setHandlingUserInput(true);
          try { element.click(); } finally { input.destruct(); }
          return true;`),
      ),
    );
  }

  async fill(name: Name, text: string, role = "textbox"): Promise<void> {
    await until(`a ${role} named ${name}`, () =>
      this.#run<boolean>(`
        const [element] = ${find(role, name)};
        if (!element) return false;
        element.focus();
        element.value = ${JSON.stringify(text)};
        element.dispatchEvent(new content.InputEvent("input", { bubbles: true }));
        element.dispatchEvent(new content.Event("change", { bubbles: true }));
        return true;`),
    );
  }

  /** Puts the focus where keys should arrive. */
  async focus(role: string, name: Name): Promise<void> {
    await this.#run(`${find(role, name)}[0].focus(); return true;`);
  }

  async waitFor(role: "status" | "alert", text: RegExp, timeout = 20_000): Promise<string> {
    const selector = JSON.stringify(ROLES[role]);
    return until(
      `a ${role} that says ${text}`,
      async () => {
        const said = await this.#run<string>(
          `return [...document.querySelectorAll(${selector})].map((e) => e.innerText).join("\\n");`,
        );
        return text.test(said) ? said : undefined;
      },
      { timeout },
    );
  }

  async #run<T>(body: string): Promise<T> {
    const script = `
      const answer = () => { const document = content.document; ${NAMED} ${body} };
      let message;
      try { message = { value: answer() }; } catch (error) { message = { error: String(error) }; }
      sendAsyncMessage("caught-up:answer", message);`;
    const answer = await this.#marionette.inChrome<{ value?: T; error?: string }>(
      `const [script, done] = arguments;
       const panel = document.querySelector("browser.webextension-popup-browser");
       if (!panel) return done({ error: "the popup is not open" });
       const { messageManager } = panel;
       const listen = ({ data }) => {
         messageManager.removeMessageListener("caught-up:answer", listen);
         done(data);
       };
       messageManager.addMessageListener("caught-up:answer", listen);
       setTimeout(() => done({ error: "the popup does not answer" }), 3_000);
       messageManager.loadFrameScript("data:,(() => {" + encodeURIComponent(script) + "})()", false);`,
      script,
    );
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  }
}

function find(role: string, name: Name): string {
  const pattern =
    typeof name === "string" ? `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$` : name.source;
  return `named(${JSON.stringify(ROLES[role] ?? `[role=${role}]`)}, ${JSON.stringify(pattern)})`;
}
