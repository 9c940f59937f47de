import type { Stage } from "./stage.ts";

interface WorkerVersion {
  readonly scriptURL: string;
  readonly runningStatus: "stopped" | "starting" | "running" | "stopping";
}

/** Follows the worker through the browser's own list of service workers: no debugger is attached to it. */
export class WorkerWatch {
  /** Epoch ms of each death. */
  readonly deaths: number[] = [];
  #isAlive = false;

  static async of(stage: Stage): Promise<WorkerWatch> {
    const watch = new WorkerWatch();
    const session = await stage.tab.createCDPSession();
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const version of versions as readonly WorkerVersion[]) {
        if (version.scriptURL.startsWith(stage.url(""))) watch.#follow(version.runningStatus);
      }
    });
    await session.send("ServiceWorker.enable");
    return watch;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  #follow(status: WorkerVersion["runningStatus"]): void {
    const isAlive = status !== "stopped";
    if (this.#isAlive && !isAlive) this.deaths.push(Date.now());
    this.#isAlive = isAlive;
  }
}
