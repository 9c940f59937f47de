import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * `open`: as if it weren't there. `held`: connections are taken and lead nowhere until it opens. `closed`: nobody
 * listens. `garbled`: what answers does not speak TLS.
 */
export type ValveState = "open" | "held" | "closed" | "garbled";

/** Stands before the API's port alone, for what goes wrong before a request has reached any server. */
export class Valve implements AsyncDisposable {
  readonly port: number;
  readonly #to: number;
  #state: ValveState = "open";
  readonly #server;
  readonly #sockets = new Set<Socket>();
  #waiting: Socket[] = [];
  #held = 0;

  private constructor(port: number, to: number, server: ReturnType<typeof createServer>) {
    this.port = port;
    this.#to = to;
    this.#server = server;
    server.on("connection", (socket) => this.#take(socket));
  }

  static async start(to: number): Promise<Valve> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Valve((server.address() as AddressInfo).port, to, server);
  }

  /** Chromium's switch that leads the API's name here and every other one to `port`; the last such switch counts. */
  switches(port: number): string[] {
    return [`--host-resolver-rules=MAP api.connectsafely.ai 127.0.0.1:${this.port},MAP * 127.0.0.1:${port}`];
  }

  /** Connections that were taken while it was held. */
  get held(): number {
    return this.#held;
  }

  /** Breaks what is connected, so that the next request meets the new state. */
  async turn(state: ValveState): Promise<void> {
    const was = this.#state;
    this.#state = state;
    if (state === "open" && was === "held") {
      for (const socket of this.#waiting) this.#pipe(socket);
    } else {
      for (const socket of this.#sockets) socket.destroy();
    }
    this.#waiting = [];
    this.#held = 0;
    if (state === "closed") await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    else if (was === "closed") {
      await new Promise<void>((resolve) => this.#server.listen(this.port, "127.0.0.1", resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#state !== "closed") await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(socket: Socket): void {
    this.#track(socket);
    if (this.#state === "garbled") socket.end("SSH-2.0-somebody_else\r\n");
    else if (this.#state === "open") this.#pipe(socket);
    else {
      this.#held += 1;
      this.#waiting.push(socket);
    }
  }

  #pipe(socket: Socket): void {
    const upstream = connect(this.#to, "127.0.0.1");
    this.#track(upstream);
    socket.pipe(upstream).pipe(socket);
    socket.on("close", () => upstream.destroy());
    upstream.on("close", () => socket.destroy());
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
  }
}
