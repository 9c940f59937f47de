const END = "<!-- end of figures -->";

/** The page with the figures of `command` between its marks replaced. */
export function withFigures(page: string, command: string, figures: string): string {
  const start = `<!-- figures of ${command} -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`The page lacks ${start} or its ${END}`);
  return `${page.slice(0, from + start.length)}\n\n${figures}\n\n${page.slice(to)}`;
}
