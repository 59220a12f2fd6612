import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { Socket } from "node:net";
import type { Random } from "../support/random.ts";

/** Stands between the driver and the S3 server, and fails on demand. */
export interface S3Gateway extends AsyncDisposable {
  readonly endpoint: string;
  /** The next requests are answered `503 SlowDown` and `500` in turn, and do not reach the server. */
  refuse(requests: number): void;
  /** From now on each request is answered so with this probability: by `503 SlowDown`, or every other time by a `500`. */
  storm(share: number, random: Random): void;
  /** How many requests came, and how many of them were not passed on. */
  readonly counts: { readonly requests: number; readonly refused: number };
  /** Breaks every connection. */
  cutAll(): void;
}

const ANSWERS = [
  [503, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"],
  [500, "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>"],
] as const;

export interface GatewayOptions {
  /** Passes on one write of a key at a time: what it checks of an object is then still so when it changes it, as with S3. */
  readonly oneWriteAtATime?: boolean;
}

export async function openS3Gateway(target: string, options: GatewayOptions = {}): Promise<S3Gateway> {
  const { hostname, port } = new URL(target);
  const writes = new Map<string, Promise<void>>();
  const sockets = new Set<Socket>();
  let refusals = 0;
  let isRefused = () => false;
  const counts = { requests: 0, refused: 0 };
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method, url, headers } = incoming;
    // The signature covers the host, so all headers pass as they are.
    const outgoing = send({ hostname, port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    answer.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  };
  const passInTurn = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const [key = ""] = (incoming.url ?? "").split("?");
    const before = writes.get(key);
    const done = once(answer, "close").then(() => {});
    writes.set(key, done);
    await before;
    pass(incoming, answer);
    await done;
    if (writes.get(key) === done) writes.delete(key);
  };
  const server = createServer((incoming, answer) => {
    counts.requests += 1;
    if (refusals > 0 || isRefused()) {
      refusals = Math.max(0, refusals - 1);
      const [status, body] = ANSWERS[counts.refused++ % 2] ?? [500, ""];
      incoming.resume();
      answer.writeHead(status, { "content-type": "application/xml" });
      answer.end(body);
      return;
    }
    const isRead = incoming.method === "GET" || incoming.method === "HEAD";
    if (options.oneWriteAtATime === true && !isRead) void passInTurn(incoming, answer);
    else pass(incoming, answer);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gateway has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    refuse(requests) {
      refusals = requests;
    },
    storm(share, random) {
      isRefused = () => random.next() < share;
    },
    counts,
    cutAll() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
