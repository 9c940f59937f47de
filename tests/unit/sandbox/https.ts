import { Agent, type RequestOptions, request } from "node:https";
import type { World } from "../../sandbox/world.ts";

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Milliseconds until the whole body was there. */
  readonly ms: number;
}

export interface Asked {
  method?: string;
  host?: string;
  headers?: Record<string, string>;
  body?: string | undefined;
  agent?: Agent;
  signal?: AbortSignal;
}

/** Real HTTPS to the world, as the host says; rejects with the socket's error. */
export function ask(world: World, path: string, asked: Asked = {}): Promise<Got> {
  const options: RequestOptions = {
    host: "127.0.0.1",
    port: world.port,
    path,
    method: asked.method ?? "GET",
    agent: asked.agent ?? new Agent({ keepAlive: false }),
    rejectUnauthorized: false,
    headers: { host: asked.host ?? "api.connectsafely.ai", ...asked.headers },
    ...(asked.signal ? { signal: asked.signal } : {}),
  };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const req = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
          ms: performance.now() - start,
        }),
      );
    });
    req.once("error", reject);
    req.end(asked.body);
  });
}

export function markSeen(world: World, body: unknown, more: Asked = {}): Promise<Got> {
  return ask(world, "/linkedin/messaging/mark-seen", {
    method: "POST",
    ...more,
    headers: { authorization: `Bearer ${world.key}`, "content-type": "application/json", ...more.headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export function api(world: World, path: string, asked: Asked = {}): Promise<Got> {
  return ask(world, `/linkedin${path}`, {
    ...asked,
    headers: { authorization: `Bearer ${world.key}`, ...asked.headers },
  });
}

/** A request of LinkedIn's own page, with the token of its cookie. */
export function page(world: World, path: string, asked: Asked = {}): Promise<Got> {
  return ask(world, path, {
    host: "www.linkedin.com",
    ...asked,
    headers: { cookie: 'JSESSIONID="ajax:1"', "csrf-token": "ajax:1", ...asked.headers },
  });
}

const HASH = "0123456789abcdef0123456789abcdef";

/** `variables` raw, as the page writes them. */
export function graphql(
  world: World,
  name: string,
  variables: string,
  accept = "application/graphql",
): Promise<Got> {
  const path = `/voyager/api/voyagerMessagingGraphQL/graphql?queryId=${name}.${HASH}&variables=(${variables})`;
  return page(world, path, { headers: { accept } });
}

export const encoded = (urn: string) => encodeURIComponent(urn).replace(/\(/g, "%28").replace(/\)/g, "%29");
