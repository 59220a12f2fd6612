import { connect as connectTcp, createServer, type Socket } from "node:net";

/** Stands between client and server. Existing connections can go dead, as behind a firewall that forgets them. */
export class NetworkPath implements AsyncDisposable {
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server;

  constructor(port: number) {
    this.#server = createServer((inner) => {
      this.connections += 1;
      const outer = connectTcp(port, "127.0.0.1");
      for (const socket of [inner, outer]) {
        this.#sockets.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => {
          inner.destroy();
          outer.destroy();
        });
      }
      inner.pipe(outer);
      outer.pipe(inner);
    });
  }

  /** The connection string. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    return `sc://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.#sockets) {
      socket.resetAndDestroy();
    }
  }

  /** Nothing passes any more, and nobody is told. */
  goDead(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.resume();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function portOf(remote: string): number {
  return Number(new URL(remote.replace("sc:", "http:")).port);
}
