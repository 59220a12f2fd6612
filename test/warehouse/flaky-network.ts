import { createServer, connect as dial, type Socket } from "node:net";

/** A TCP relay in front of the server that fails on demand. */
export interface FlakyNetwork extends AsyncDisposable {
  readonly port: number;
  /** Cuts every connection now; new ones work. */
  cutAll(): void;
  /** Lets nothing through any more, in either direction, without closing anything. */
  freeze(): void;
  /**
   * The next message that contains `text` reaches the server, but its reply and the connection are lost. With `after`, only on
   * a connection that has sent that before.
   */
  loseReplyTo(text: string, options?: { readonly after?: string }): void;
  /** Whether what `loseReplyTo` or `loseMessage` waited for has come. */
  hasLost(): boolean;
  /** The next message that contains `text` is lost, and its connection. */
  loseMessage(text: string): void;
}

export async function flakyNetwork(target: { readonly host: string; readonly port: number }): Promise<FlakyNetwork> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  let trap: { readonly text: string; readonly deliver: boolean; readonly after?: string } | undefined;

  const server = createServer((client) => {
    const upstream = dial(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    let muted = false;
    let isArmed = false;
    for (const socket of pair) socket.on("error", end).on("close", end);
    client.on("data", (data) => {
      if (frozen) return;
      if (trap?.after !== undefined) isArmed ||= data.includes(trap.after);
      if (trap === undefined || (trap.after !== undefined && !isArmed) || !data.includes(trap.text)) {
        upstream.write(data);
        return;
      }
      const { deliver } = trap;
      trap = undefined;
      if (!deliver) return end();
      // When the server replies, it has done what it was asked.
      muted = true;
      upstream.once("data", end).write(data);
    });
    upstream.on("data", (data) => {
      if (!frozen && !muted) client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");

  return {
    port: address.port,
    cutAll() {
      for (const [client] of pairs) client.destroy();
    },
    freeze() {
      frozen = true;
    },
    loseReplyTo(text, options) {
      trap = { text, deliver: true, ...options };
    },
    hasLost: () => trap === undefined,
    loseMessage(text) {
      trap = { text, deliver: false };
    },
    async [Symbol.asyncDispose]() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
