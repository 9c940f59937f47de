/** A person can see a window here. */
export function hasScreen(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== "linux") return !env.CI;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
