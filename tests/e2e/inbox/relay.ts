import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A port that leads to whichever world is current: a browser's host mapping is fixed at its start, worlds come and go. */
export interface Relay extends AsyncDisposable {
  readonly port: number;
  /** From now on; what is connected to the world before is cut off. */
  pointAt(port: number): void;
}

export async function openRelay(): Promise<Relay> {
  let target = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      keep(socket);
      socket.setNoDelay(true);
    }
    near.pipe(far).pipe(near);
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    pointAt(port) {
      target = port;
      cut();
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
