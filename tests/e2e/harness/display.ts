import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { start, stop } from "./children.ts";
import { framebufferPng } from "./framebuffer.ts";
import { Keyboard } from "./keyboard.ts";
import { until } from "./until.ts";

/** A screen of its own with a window manager, so that windows take the focus and keys arrive. */
export interface Display extends AsyncDisposable {
  /** `:7`, for the DISPLAY variable. */
  readonly name: string;
  readonly keyboard: Keyboard;
  /** What is on the screen, native menus included, as PNG. */
  screenshot(): Promise<Buffer>;
}

export async function startDisplay(width = 1280, height = 900): Promise<Display> {
  const frames = await mkdtemp(join(tmpdir(), "caught-up-screen-"));
  const screen = `${width}x${height}x24`;
  // -displayfd: the server takes the first free number itself and writes it down once it accepts clients.
  // -noreset: else it starts anew, and throws everybody out, when xdotool happens to be its last client.
  const server = start(
    "Xvfb",
    ["-displayfd", "3", "-noreset", "-screen", "0", screen, "-nolisten", "tcp", "-fbdir", frames],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const close = async (windows?: ChildProcess) => {
    if (windows) await stop(windows);
    await stop(server);
    await rm(frames, { recursive: true, force: true });
  };
  try {
    const name = `:${await firstLine(server.stdio[3] as Readable)}`;
    const env = { ...process.env, DISPLAY: name };
    const windows = start("openbox", ["--sm-disable"], { stdio: "ignore", env });
    const keyboard = new Keyboard(name);
    await until("a window manager", () => keyboard.windowManager());
    return {
      name,
      keyboard,
      screenshot: () => framebufferPng(join(frames, "Xvfb_screen0")),
      [Symbol.asyncDispose]: () => close(windows),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function firstLine(from: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    from.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("\n")) resolve(text.trim());
    });
    from.once("close", () => reject(new Error("Xvfb ended before it had a display")));
  });
}
