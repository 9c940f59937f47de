import type { IncomingMessage, ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { certificate } from "./certificate.ts";

/** Answers one request; a rejection becomes a 500, which no stand-in serves on purpose in that form. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export function hostOf(request: IncomingMessage): string {
  const authority = request.headers[":authority"];
  const host = typeof authority === "string" ? authority : (request.headers.host ?? "");
  return host.replace(/:\d+$/, "").toLowerCase();
}

/** One HTTPS server on 127.0.0.1 for every host name; who speaks HTTP/2 gets it if `http2` is set. */
export async function startServer(
  options: { port: number; http2: boolean },
  handler: Handler,
): Promise<RunningServer> {
  const pems = await certificate();
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await handler(request, response);
    } catch (error) {
      console.error("sandbox:", error);
      if (!response.headersSent) response.writeHead(500, { "x-sandbox-broken": "1" });
      response.end();
    }
  };
  const server = options.http2
    ? createSecureServer({ ...pems, allowHTTP1: true }, listener as never)
    : createServer({ ...pems, keepAliveTimeout: 60_000 }, listener);
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  };
  server.on("connection", track);
  server.on("secureConnection", track);
  server.on("tlsClientError", () => {});
  server.on("clientError", (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
