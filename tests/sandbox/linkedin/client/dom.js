/** DOM calls only: Trusted Types forbids strings of markup. */

let counter = 100 + (Math.floor(performance.now()) % 400);

/** Page-life counter, as Ember's. */
export function emberId() {
  counter += 1 + (counter % 3);
  return `ember${counter}`;
}

/** `el("p", { class: "a b", title: "…", onclick: fn }, child, …)`; null children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
}

/** Writes only if it differs, so that nothing is repainted for nothing. */
export function setText(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** A stroked icon of 24 × 24 from path data. */
export function icon(path, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `sb-icon ${className}`);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
