// Every npm script runs on the Node that package.json pins (devDependency `node`). npm puts it first on the PATH,
// but under `--ignore-scripts` its binary is never unpacked and the machine's own Node would be used in silence.
import { readFileSync } from "node:fs";

const pinned = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).devDependencies
  .node;
const wanted = Number.parseInt(pinned, 10);
const running = Number.parseInt(process.versions.node, 10);
if (running !== wanted) {
  console.error(
    `Caught Up builds on Node ${wanted} (devDependency "node"), but this is Node ${process.versions.node}.\n` +
      "Run it through npm (npm run …) after a plain `npm ci`, without --ignore-scripts.",
  );
  process.exit(1);
}
