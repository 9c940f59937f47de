import { afterEach } from "vitest";
import { startWorld, type World, type WorldOptions } from "../../sandbox/world.ts";

/** Starts worlds and closes them after each test. */
export function worlds(): (options?: WorldOptions) => Promise<World> {
  const open: World[] = [];
  afterEach(async () => {
    for (const world of open.splice(0)) await world.close();
  });
  return async (options) => {
    const world = await startWorld(options);
    open.push(world);
    return world;
  };
}
