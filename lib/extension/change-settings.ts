import { parseSettings, type Settings } from "../settings";
import { settingsItem } from "./storage";

type Patch = { readonly [K in keyof Settings]?: Settings[K] | undefined };

let last: Promise<unknown> = Promise.resolve();

/** Changes some of the settings; what others change at the same time is not lost. Background only, the one writer. */
export function changeSettings(patch: Patch): Promise<{ before: Settings; after: Settings }> {
  const change = last.then(async () => {
    const before = await settingsItem.get();
    const after = parseSettings({ ...before, ...patch });
    await settingsItem.set(after);
    return { before, after };
  });
  last = change.catch(() => {});
  return change;
}
