/**
 * Starts a world and keeps it up: `node tests/sandbox/serve.ts [port] [arm=value …]`.
 * Prints where it listens, and one line for each API request.
 */
import { startWorld, type WorldOptions } from "./world.ts";

const [port, ...words] = process.argv.slice(2);
const arms = Object.fromEntries(
  words.map((word) => {
    const [name = "", value = "true"] = word.split("=");
    return [name, /^(true|false|\d+)$/.test(value) ? JSON.parse(value) : value];
  }),
) as WorldOptions["arms"];

const world = await startWorld({ port: Number(port ?? 0), ...(arms ? { arms } : {}) });
console.log(
  `https://127.0.0.1:${world.port} plays www.linkedin.com and api.connectsafely.ai; key: ${world.key}`,
);

let told = 0;
for (;;) {
  await world.api.waitFor((all) => all.slice(told).some((r) => r.endedAt !== undefined), 2 ** 31 - 1);
  for (const r of world.api.requests.slice(told)) {
    if (r.endedAt === undefined) break;
    told += 1;
    const time = new Date(r.at).toISOString().slice(11, 23);
    console.log(`${time}  ${r.method} ${r.path}  ${r.status ?? "no answer"}  ${r.body.slice(0, 160)}`);
  }
}
