const COLOURS = ["#5b7b7a", "#8a5a44", "#4a6fa5", "#7d5a8c", "#a3693b", "#3f7d58", "#94505f", "#5f6b8f"];

/** A circle with initials as a data URL; nobody here has a photograph. */
export function avatarUrl(name, key) {
  const initials = [...name.trim().split(/\s+/)]
    .map((w) => [...w][0] ?? "")
    .slice(0, 2)
    .join("");
  const sum = [...key].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const safe = initials.replace(/[<>&"']/g, "·");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect width="96" height="96" fill="${COLOURS[sum % COLOURS.length]}"/><text x="48" y="50" fill="#fff" font-family="sans-serif" font-size="34" text-anchor="middle" dominant-baseline="middle">${safe}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
