import { inject } from "vitest";
import { type Browser, zipOf } from "./pack.ts";
import { readZip } from "./zip-file.ts";

export const BROWSERS: readonly Browser[] = ["chrome", "firefox"];

/** The manifest as built; only what is asserted on. */
export interface Manifest {
  readonly [key: string]: unknown;
  readonly version: string;
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly icons: Readonly<Record<string, string>>;
  readonly action: {
    readonly default_popup: string;
    readonly default_icon?: Readonly<Record<string, string>>;
  };
  readonly commands: Readonly<
    Record<string, { readonly description: string; readonly suggested_key: { readonly default: string } }>
  >;
  readonly options_ui: { readonly page: string };
  readonly content_security_policy: { readonly extension_pages: string };
  readonly content_scripts: readonly {
    readonly matches: readonly string[];
    readonly js: readonly string[];
    readonly css?: readonly string[];
    readonly world?: string;
    readonly run_at?: string;
    readonly all_frames?: boolean;
  }[];
  readonly browser_specific_settings?: {
    readonly gecko: {
      readonly id: string;
      readonly strict_min_version: string;
      readonly data_collection_permissions: { readonly required: readonly string[] };
    };
  };
}

export interface Package {
  readonly path: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly manifest: Manifest;
  text(file: string): string;
  /** All scripts, by path. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** The package that `npm run zip` made: what would be sent to the store. */
export function openPackage(browser: Browser): Package {
  const path = zipOf(inject("packed"), browser);
  const files = readZip(path);
  const text = (file: string) => {
    const content = files.get(file);
    if (!content) throw new Error(`${file} is not in the ${browser} package`);
    return content.toString("utf8");
  };
  const scripts = new Map(
    [...files.keys()].filter((file) => file.endsWith(".js")).map((file) => [file, text(file)]),
  );
  return { path, files, manifest: JSON.parse(text("manifest.json")) as Manifest, text, scripts };
}
