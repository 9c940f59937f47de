import { connect, type Socket } from "node:net";
import { until } from "./until.ts";

type Answer = readonly [
  type: 1,
  id: number,
  error: { error: string; message: string } | null,
  result: unknown,
];

/**
 * Speaks Marionette, Firefox's own remote protocol: WebDriver BiDi refuses extension pages, this opens them.
 * A message is `<length>:<json>`; a command `[0, id, name, parameters]`, its answer `[1, id, error, result]`.
 */
export class Marionette implements Disposable {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("close", () => {
      for (const [id, settle] of this.#waiting) {
        settle([1, id, { error: "closed", message: "Firefox closed the connection" }, null]);
      }
    });
  }

  /** Connects as soon as Firefox listens, and begins a session. */
  static async open(port: number): Promise<Marionette> {
    const socket = await until("Firefox to listen", () => tryConnect(port), { timeout: 30_000 });
    const marionette = new Marionette(socket);
    await marionette.send("WebDriver:NewSession", { acceptInsecureCerts: true, pageLoadStrategy: "eager" });
    return marionette;
  }

  async send<T = unknown>(name: string, parameters: object = {}): Promise<T> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answered;
    if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
    return result as T;
  }

  /** Runs a script in the page of the current tab; it returns its answer. */
  async inPage<T>(script: string, ...args: readonly unknown[]): Promise<T> {
    return (await this.send<{ value: T }>("WebDriver:ExecuteScript", { script, args })).value;
  }

  /** Runs a script in the browser's own window; its last argument is the callback that takes the answer. */
  async inChrome<T>(script: string, ...args: readonly unknown[]): Promise<T> {
    await this.send("Marionette:SetContext", { value: "chrome" });
    try {
      return (await this.send<{ value: T }>("WebDriver:ExecuteAsyncScript", { script, args })).value;
    } finally {
      await this.send("Marionette:SetContext", { value: "content" });
    }
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const colon = this.#buffer.indexOf(":");
      if (colon === -1) return;
      const end = colon + 1 + Number(this.#buffer.toString("latin1", 0, colon));
      if (this.#buffer.length < end) return;
      const message: unknown = JSON.parse(this.#buffer.toString("utf8", colon + 1, end));
      this.#buffer = this.#buffer.subarray(end);
      // The first message is a greeting, not an array.
      if (!Array.isArray(message)) continue;
      const answer = message as unknown as Answer;
      this.#waiting.get(answer[1])?.(answer);
      this.#waiting.delete(answer[1]);
    }
  }
}

function tryConnect(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}
