/** Prefixes of LinkedIn's own class names; anything else might be made of data and is left out. */
const OWN_CLASS =
  /^(?:msg|artdeco|scaffold|notification|presence|entity|truncate|t|ember)(?:-[a-z0-9_-]{1,60})?$/;
const MAX_LINES = 80;

/** Structure of a row, one element a line: tag, class names, names of its attributes. No value, no text. */
export function outline(root: Element): string[] {
  const lines: string[] = [];
  const visit = (element: Element, depth: number) => {
    if (lines.length >= MAX_LINES || depth > 12) return;
    const classes = [...element.classList].filter((name) => OWN_CLASS.test(name)).map((name) => `.${name}`);
    const attributes = element
      .getAttributeNames()
      .filter((name) => name !== "class" && /^[a-z-]{1,80}$/.test(name))
      .map((name) => `[${name}]`);
    lines.push(" ".repeat(depth) + element.localName + classes.join("") + attributes.join(""));
    for (const child of element.children) visit(child, depth + 1);
  };
  visit(root, 0);
  return lines;
}
