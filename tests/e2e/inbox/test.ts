import { expect } from "vitest";
import { test as base } from "../harness/test.ts";
import { Traveller } from "./traveller.ts";

/** `traveller` is one browser for all tests of a file; what was logged unasked by then fails the last of them. */
export const test = base.extend(
  "traveller",
  { scope: "file" },
  async ({ display }, { onCleanup }): Promise<Traveller> => {
    const traveller = await Traveller.start(display.name);
    onCleanup(async () => {
      await using closing = traveller;
      expect(await closing.errors()).toEqual([]);
    });
    return traveller;
  },
);
