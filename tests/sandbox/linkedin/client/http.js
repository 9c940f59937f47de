import { flags } from "./boot.js";

const NORMALIZED = "application/vnd.linkedin.normalized+json+2.1";

function headers(extra) {
  const session = /JSESSIONID="?([^";]+)/.exec(document.cookie)?.[1] ?? "";
  return {
    "csrf-token": session,
    "x-restli-protocol-version": "2.0.0",
    "x-li-lang": flags.language,
    ...extra,
  };
}

/** `{ value, header(name) }` of a JSON answer; rejects on anything else. */
export function getJson(path) {
  const accept = flags.envelope === "normalized" ? NORMALIZED : "application/graphql";
  return flags.transport === "fetch" ? byFetch("GET", path, { accept }) : byXhr("GET", path, { accept });
}

export function postJson(path, body) {
  const extra = { accept: "application/json", "content-type": "application/json; charset=UTF-8" };
  const text = JSON.stringify(body);
  return flags.transport === "fetch" ? byFetch("POST", path, extra, text) : byXhr("POST", path, extra, text);
}

async function byFetch(method, path, extra, body) {
  const response = await fetch(path, { method, headers: headers(extra), credentials: "include", body });
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return { value: await response.json(), header: (name) => response.headers.get(name) };
}

function byXhr(method, path, extra, body) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, path);
    xhr.responseType = flags.transport.slice("xhr-".length);
    for (const [name, value] of Object.entries(headers(extra))) xhr.setRequestHeader(name, value);
    xhr.addEventListener("load", async () => {
      try {
        const value = await parsed(xhr.response);
        if (xhr.status >= 400 || value === null) throw new Error(`${xhr.status} ${path}`);
        resolve({ value, header: (name) => xhr.getResponseHeader(name) });
      } catch (error) {
        reject(error);
      }
    });
    xhr.addEventListener("error", () => reject(new Error(`no answer: ${path}`)));
    xhr.send(body);
  });
}

/** Of a text, a blob or a buffer; what the browser has parsed stays as it is. */
async function parsed(response) {
  if (typeof response === "string") return JSON.parse(response);
  if (response instanceof Blob) return JSON.parse(await response.text());
  if (response instanceof ArrayBuffer) return JSON.parse(new TextDecoder().decode(response));
  return response;
}
