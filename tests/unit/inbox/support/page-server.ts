import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface PageServer {
  readonly origin: string;
  /** Method, path and body of what arrived. */
  readonly log: { method: string; url: string; body: string }[];
  close(): Promise<void>;
}

/** A server on a real socket; `answer` decides by the path, without the query. */
export async function servePage(
  answer: (path: string, response: ServerResponse, body: string) => void,
): Promise<PageServer> {
  const log: PageServer["log"] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const url = request.url ?? "";
      log.push({ method: request.method ?? "", url, body });
      answer(url.split("?")[0] ?? "", response, body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
