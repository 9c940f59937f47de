import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { copyRepository, pack } from "./pack.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A copy of the repository in which both packages have been made. */
    packed: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const packed = await mkdtemp(join(tmpdir(), "caught-up-package-"));
  await copyRepository(packed);
  await pack(packed, "chrome");
  await pack(packed, "firefox");
  project.provide("packed", packed);
  return () => rm(packed, { recursive: true, force: true });
}
