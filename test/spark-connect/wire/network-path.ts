import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import { Transform } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

interface PathOptions {
  /** What passes arrives this much later, in milliseconds. @default 0 */
  readonly delayMs?: number;
  /** Ends TLS here, and goes on without, as a load balancer in front of Spark does. */
  readonly tls?: TlsOptions;
}

/** Stands between client and server. Connections can break, or go dead, as behind a firewall that forgets them. */
export class NetworkPath implements AsyncDisposable {
  connections = 0;
  bytesToClient = 0;
  bytesToServer = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(port: number, { delayMs = 0, tls }: PathOptions = {}) {
    const join = (inner: Socket): void => {
      this.connections += 1;
      const outer = connectTcp(port, "127.0.0.1");
      for (const socket of [inner, outer]) {
        this.#sockets.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => {
          this.#sockets.delete(socket);
          inner.destroy();
          outer.destroy();
        });
      }
      inner.on("data", (bytes) => {
        this.bytesToServer += bytes.length;
      });
      outer.on("data", (bytes) => {
        this.bytesToClient += bytes.length;
      });
      inner.pipe(delayed(delayMs)).pipe(outer);
      outer.pipe(delayed(delayMs)).pipe(inner);
    };
    this.#server = tls === undefined ? createServer(join) : createTlsServer(tls, join);
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
      socket.destroy();
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

function delayed(milliseconds: number): Transform {
  return new Transform({
    transform: (bytes, _, done) => void setTimeout(() => done(null, bytes), milliseconds),
  });
}
