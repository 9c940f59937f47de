/** One version's part of CHANGELOG.md (Keep a Changelog). */
export interface ChangelogSection {
  /** As in the heading; undefined while it says "Unreleased". */
  readonly date: string | undefined;
  /** Below the heading, without it. */
  readonly text: string;
}

/** The section of `version`, or undefined when there is none or it is empty. */
export function changelogSection(changelog: string, version: string): ChangelogSection | undefined {
  const headings = [...changelog.matchAll(/^## \[([^\]]+)\](?: - (.+))?$/gm)];
  const index = headings.findIndex((heading) => heading[1] === version);
  const heading = headings[index];
  if (!heading) return undefined;
  const text = changelog.slice(heading.index + heading[0].length, headings[index + 1]?.index).trim();
  if (text === "") return undefined;
  const date = heading[2]?.trim();
  return { date: date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined, text };
}
