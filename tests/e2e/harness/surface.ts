import type { ElementHandle, Page, SerializedAXNode } from "puppeteer-core";
import { until } from "./until.ts";

export type Name = string | RegExp;

export type Around = <T>(act: () => Promise<T>) => Promise<T>;

/**
 * A page as a person with a screen reader has it: things have a role and a name. Looked up in the browser's own
 * accessibility tree, each time anew; that reaches into the closed shadow root of the in-page message as well.
 */
export class Surface {
  readonly page: Page;
  readonly #around: Around;

  /** `around` wraps whatever is done to the page. */
  constructor(page: Page, around: Around = (act) => act()) {
    this.page = page;
    this.#around = around;
  }

  /** Waits for it. */
  async find(role: string, name: Name): Promise<ElementHandle<Element>> {
    return until(`a ${role} named ${name}`, async () => {
      const node = await this.node(role, name);
      return (await node?.elementHandle()) as ElementHandle<Element> | null | undefined;
    });
  }

  /** As it is now, state and value included; undefined when it is not there. */
  async node(role: string, name: Name = /(?:)/): Promise<SerializedAXNode | undefined> {
    return (await this.nodes(role)).find((node) => matches(node.name ?? "", name));
  }

  async nodes(role: string): Promise<SerializedAXNode[]> {
    const root = await this.page.accessibility.snapshot({ interestingOnly: false });
    return root ? flatten(root).filter((node) => node.role === role) : [];
  }

  async has(role: string, name: Name): Promise<boolean> {
    return (await this.node(role, name)) !== undefined;
  }

  /** Waits until it is there and enabled, and clicks it. */
  async press(name: Name, role = "button"): Promise<void> {
    await this.#around(() =>
      until(`an enabled ${role} named ${name}`, async () => {
        const node = await this.node(role, name);
        if (!node || node.disabled) return false;
        await (await node.elementHandle())?.asLocator().setTimeout(2_000).click();
        return true;
      }),
    );
  }

  async fill(name: Name, text: string, role = "textbox"): Promise<void> {
    await (await this.find(role, name)).asLocator().fill(text);
  }

  /** All that is drawn, in reading order. */
  async text(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: only what is drawn counts here.
    return this.page.evaluate(() => document.body.innerText);
  }

  /** Texts of the live regions: what has been announced. */
  async announced(role: "status" | "alert"): Promise<string> {
    return (await this.nodes(role)).map(spoken).join("\n");
  }

  async waitForStatus(text: RegExp, timeout?: number): Promise<string> {
    return this.#waitForAnnouncement("status", text, timeout);
  }

  async waitForAlert(text: RegExp, timeout?: number): Promise<string> {
    return this.#waitForAnnouncement("alert", text, timeout);
  }

  async #waitForAnnouncement(role: "status" | "alert", text: RegExp, timeout = 15_000): Promise<string> {
    return until(
      `a ${role} that says ${text}`,
      async () => {
        const said = await this.announced(role);
        return text.test(said) ? said : undefined;
      },
      { timeout },
    );
  }
}

function matches(actual: string, wanted: Name): boolean {
  return typeof wanted === "string" ? actual === wanted : wanted.test(actual);
}

function flatten(node: SerializedAXNode): SerializedAXNode[] {
  return [node, ...(node.children ?? []).flatMap(flatten)];
}

function spoken(node: SerializedAXNode): string {
  if (node.role === "StaticText") return node.name ?? "";
  return (node.children ?? []).map(spoken).join("");
}
