/**
 * What belongs into a package, by path. WXT copies all of `public/` and everything that the build leaves; a stray
 * file or a key among it would be published with it, so `npm run zip` refuses what is not named here.
 */
const PACKAGE_FILES: readonly RegExp[] = [
  /^manifest\.json$/,
  /^background\.js$/,
  /^content-scripts\/(?:inbox|notice|tap)\.js$/,
  /^(?:popup|options|history|welcome)\.html$/,
  /^chunks\/[\w-]+\.js$/,
  /^assets\/[\w-]+\.css$/,
  /^icon\/(?:16|32|48|128)\.png$/,
  /^_locales\/[a-z]{2}(?:_[A-Z]{2})?\/messages\.json$/,
];

/** Globs of what the sources zip holds: what the build reads, and what a reviewer reads. Nothing else gets in. */
export const SOURCE_FILES: readonly string[] = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "wxt.config.ts",
  "README.md",
  "PRIVACY.md",
  "LICENSE",
  "entrypoints/**/*.{ts,tsx,html,css}",
  "components/**/*.{ts,tsx,css}",
  "lib/**/*.ts",
  "public/_locales/*/messages.json",
  "public/icon/*.png",
  "scripts/check-node.mjs",
  "scripts/package/*.ts",
];

/** Those of the paths (relative, with slashes) that have no place in a package. */
export function strangers(paths: readonly string[]): string[] {
  return paths.filter((path) => !PACKAGE_FILES.some((pattern) => pattern.test(path)));
}
