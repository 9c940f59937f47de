/** A store, what its upload needs from the environment, and the flags with which `wxt submit` is told the files. */
export interface Store {
  readonly name: string;
  /** Secrets and ids; in GitHub's environment "release", never in the repository. */
  readonly needs: readonly string[];
  readonly flags: (zip: (kind: "chrome" | "firefox" | "sources") => string) => readonly string[];
}

export const STORES: readonly Store[] = [
  {
    name: "Chrome Web Store",
    needs: [
      "CHROME_EXTENSION_ID",
      "CHROME_PUBLISHER_ID",
      "CHROME_SERVICE_ACCOUNT_CLIENT_EMAIL",
      "CHROME_SERVICE_ACCOUNT_PRIVATE_KEY",
    ],
    flags: (zip) => ["--chrome-api-version", "v2", "--chrome-zip", zip("chrome")],
  },
  {
    name: "addons.mozilla.org",
    needs: ["FIREFOX_EXTENSION_ID", "FIREFOX_JWT_ISSUER", "FIREFOX_JWT_SECRET"],
    flags: (zip) => [
      "--firefox-zip",
      zip("firefox"),
      "--firefox-sources-zip",
      zip("sources"),
      // The manifest has a floor for Android, but nobody has tried Caught Up there.
      "--firefox-compatibility",
      "firefox",
    ],
  },
  {
    name: "Microsoft Edge Add-ons",
    needs: ["EDGE_PRODUCT_ID", "EDGE_CLIENT_ID", "EDGE_API_KEY"],
    flags: (zip) => ["--edge-zip", zip("chrome")],
  },
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Stores that can be submitted to, and those for which something is not set. */
export function readyStores(env: Environment): {
  readonly ready: readonly Store[];
  readonly left: readonly { readonly store: Store; readonly missing: readonly string[] }[];
} {
  const judged = STORES.map((store) => ({ store, missing: store.needs.filter((name) => !env[name]) }));
  return {
    ready: judged.filter(({ missing }) => missing.length === 0).map(({ store }) => store),
    left: judged.filter(({ missing }) => missing.length > 0),
  };
}
