import { generate } from "selfsigned";

const HOSTS = ["www.linkedin.com", "static.licdn.com", "api.connectsafely.ai", "localhost"];

let made: Promise<{ key: string; cert: string }> | undefined;

/** One self-signed certificate for all hosts; made once per process. */
export function certificate(): Promise<{ key: string; cert: string }> {
  made ??= generate([{ name: "commonName", value: "www.linkedin.com" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [...HOSTS.map((value) => ({ type: 2 as const, value })), { type: 7, ip: "127.0.0.1" }],
      },
    ],
  }).then((pems) => ({ key: pems.private, cert: pems.cert }));
  return made;
}
