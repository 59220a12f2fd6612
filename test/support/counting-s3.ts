import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a reader and the S3 server, and counts requests and the bytes of objects that pass. */
export interface CountingS3 extends AsyncDisposable {
  readonly endpoint: string;
  /** Bytes of GET responses for keys that the pattern matches, since the last call. */
  bytesRead(keys: RegExp): number;
  /** Requests of any kind for keys that the pattern matches, since the last call. */
  requests(keys: RegExp): number;
}

export async function openCountingS3(target: string): Promise<CountingS3> {
  const { hostname, port } = new URL(target);
  const bytesByKey = new Map<string, number>();
  const requestsByKey = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const { method, url = "", headers } = incoming;
    const [key = ""] = decodeURIComponent(url).split("?");
    requestsByKey.set(key, (requestsByKey.get(key) ?? 0) + 1);
    // The signature covers the host, so all headers pass as they are.
    const outgoing = send({ hostname, port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
      if (method !== "GET") return;
      response.on("data", (chunk: Buffer) => bytesByKey.set(key, (bytesByKey.get(key) ?? 0) + chunk.length));
    });
    outgoing.on("error", () => answer.destroy());
    answer.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error("the server has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    bytesRead: (keys) => takeSum(bytesByKey, keys),
    requests: (keys) => takeSum(requestsByKey, keys),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function takeSum(counts: Map<string, number>, keys: RegExp): number {
  const matching = [...counts].filter(([key]) => keys.test(key));
  counts.clear();
  return matching.reduce((all, [, count]) => all + count, 0);
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
