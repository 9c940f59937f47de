import { createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** One request, as its bytes said. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Plays one answer, whole or broken, on the bare socket. */
export type Script = (socket: Socket, request: RawRequest) => void;

/** A server on a real socket that answers exactly what a test says, byte by byte. */
export class FaultServer {
  readonly requests: RawRequest[] = [];
  readonly sockets = new Set<Socket>();
  script: Script = json(200, { success: true });
  /** Called for each connection before a byte is read. */
  onConnection: (socket: Socket) => void = () => {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => this.sockets.delete(socket));
      this.onConnection(socket);
      let bytes = "";
      socket.on("data", (chunk) => {
        bytes += chunk.toString("utf8");
        const request = parse(bytes);
        if (!request) return;
        bytes = "";
        this.requests.push(request);
        this.script(socket, request);
      });
    });
  }

  static async listen(): Promise<FaultServer> {
    const server = new FaultServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return address.port;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}/linkedin`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function parse(bytes: string): RawRequest | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.slice(0, end).split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  const body = bytes.slice(end + 4);
  return body.length < Number(headers["content-length"] ?? 0) ? undefined : { method, path, headers, body };
}

export type Headers = Readonly<Record<string, string | number>>;

export function head(status: number, headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASONS[status] ?? "Whatever"}\r\n${lines.join("")}\r\n`;
}

const REASONS: Readonly<Record<number, string>> = { 200: "OK", 502: "Bad Gateway", 404: "Not Found" };

export function text(status: number, body: string, type = "text/html", headers: Headers = {}): Script {
  return (socket) => {
    const length = Buffer.byteLength(body);
    socket.write(head(status, { "content-type": type, "content-length": length, ...headers }) + body);
  };
}

export function json(status: number, value: unknown, headers: Headers = {}): Script {
  return text(status, JSON.stringify(value), "application/json", headers);
}

/** The head promises more than comes; then what `end` does. */
export function cut(body: string, end: (socket: Socket) => void): Script {
  return (socket) => {
    socket.write(head(200, { "content-type": "application/json", "content-length": 5_000 }) + body, () =>
      end(socket),
    );
  };
}

export function gzipped(body: string, keep: number): Script {
  return (socket) => {
    const packed = gzipSync(body).subarray(0, keep);
    socket.write(
      head(200, {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "content-length": packed.length,
      }),
    );
    socket.write(packed);
  };
}

export const silence: Script = () => {};
export const reset: Script = (socket) => socket.resetAndDestroy();
export const fin: Script = (socket) => socket.end();
