/** What a compromised content script would try, and how it went. */
export interface Reach {
  readonly local: Attempt;
  readonly session: Attempt;
  /** Names of the databases that it sees: those of LinkedIn's origin. */
  readonly databases: Attempt;
  readonly vault: Attempt;
  /** A file of the extension, which a page could then find as well. */
  readonly file: Attempt;
  readonly background: Attempt;
  /** The background's answer to each message. */
  readonly messages: Readonly<Record<string, Attempt>>;
}

export interface Attempt {
  readonly ok: boolean;
  /** JSON of what came back. */
  readonly text: string;
}

/** Messages of the extension's own pages, all well-formed. */
export function privilegedMessages(urn: string): readonly object[] {
  return [
    { type: "ui/key/save", key: "stolen" },
    { type: "ui/key/forget" },
    { type: "ui/account/choose", accountId: "" },
    { type: "ui/run/start", action: "seen", source: "popup", items: [{ urn, name: "x" }] },
    { type: "ui/settings/set", patch: { undoSeconds: 0 } },
    { type: "ui/everything/fetch" },
    { type: "ui/diagnostics" },
    { type: "ui/history/runs", limit: 10 },
    { type: "ui/history/search", text: "", limit: 10 },
    { type: "ui/history/erase" },
    { type: "page/run/start", action: "seen", items: [{ urn, name: "x" }] },
  ];
}

/** An expression that makes all attempts in a content script's world and resolves to a `Reach`. */
export function reachExpression(messages: readonly object[]): string {
  return `(async () => {
    const api = globalThis.browser?.runtime ? globalThis.browser : globalThis.chrome;
    const attempt = async (work) => {
      try {
        return { ok: true, text: JSON.stringify(await work()) ?? "undefined" };
      } catch (error) {
        return { ok: false, text: String(error) };
      }
    };
    const settled = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const vault = async () => {
      const known = (await indexedDB.databases()).some(({ name }) => name === "vault");
      if (!known) throw new Error("no vault");
      const database = await settled(indexedDB.open("vault"));
      return [...database.objectStoreNames];
    };
    const answers = {};
    for (const message of ${JSON.stringify(messages)}) {
      answers[message.type] = await attempt(() => api.runtime.sendMessage(message));
    }
    return {
      local: await attempt(() => api.storage.local.get(null)),
      session: await attempt(() => api.storage.session.get(null)),
      databases: await attempt(() => indexedDB.databases()),
      vault: await attempt(vault),
      file: await attempt(() => fetch(api.runtime.getURL("popup.html")).then((answer) => answer.text())),
      background: await attempt(() => Object.keys(api.extension?.getBackgroundPage?.() ?? {})),
      messages: answers,
    };
  })()`;
}
