import { createServer, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** What S3 is asked for, as it is paid for and as it takes time. */
export type S3RequestKind = "list" | "get" | "head" | "put" | "copy" | "begin" | "part" | "complete" | "delete";

export interface S3Request {
  /** When its answer had ended, in milliseconds since 1970. */
  readonly at: number;
  readonly kind: S3RequestKind;
  readonly key: string;
  /** Of the answer's body. */
  readonly bytesRead: number;
  /** Of the request's body. */
  readonly bytesWritten: number;
}

/** Stands before an S3 server, passes everything on, and remembers it. */
export interface S3Counter extends AsyncDisposable {
  readonly endpoint: string;
  /** All that came since the last call. */
  take(): readonly S3Request[];
}

/** What the proxy answers itself, as XML, by the request's address; what is undefined is passed on. */
export type OwnAnswer = (url: string) => string | undefined;

/** @param delayMs how long each request waits first, as on a way that is longer than loopback. @default 0 */
export async function openS3Counter(target: string, delayMs = 0, own?: OwnAnswer): Promise<S3Counter> {
  const { hostname, port } = new URL(target);
  let requests: S3Request[] = [];
  const server = createServer((incoming, answer) => {
    const { method, url = "", headers } = incoming;
    let [bytesRead, bytesWritten] = [0, 0];
    // The signature covers the host, so all headers pass as they are.
    const pass = () => {
      const answered = method === "GET" ? own?.(url) : undefined;
      if (answered !== undefined) {
        answer.setHeader("content-type", "application/xml");
        answer.end(answered);
        requests.push({
          at: Date.now(),
          kind: kindOf(incoming),
          key: keyOf(url),
          bytesRead: answered.length,
          bytesWritten,
        });
        return;
      }
      const outgoing = send({ hostname, port, method, path: url, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
        response.on("data", (chunk: Buffer) => {
          bytesRead += chunk.length;
        });
        response.pipe(answer);
        // Also of an answer that the client did not take to its end.
        response.on("close", () => {
          requests.push({ at: Date.now(), kind: kindOf(incoming), key: keyOf(url), bytesRead, bytesWritten });
        });
      });
      outgoing.on("error", () => answer.destroy());
      answer.on("close", () => outgoing.destroy());
      incoming.on("data", (chunk: Buffer) => {
        bytesWritten += chunk.length;
      });
      incoming.pipe(outgoing);
    };
    if (delayMs === 0) pass();
    else setTimeout(pass, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error("the proxy before S3 has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The path without the bucket, which stands before it. */
function keyOf(url: string): string {
  const [path = ""] = url.split("?");
  return decodeURIComponent(path.split("/").slice(2).join("/"));
}

function kindOf({ method, url = "", headers }: IncomingMessage): S3RequestKind {
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  switch (method) {
    case "HEAD":
      return "head";
    case "DELETE":
      return "delete";
    case "POST":
      if (query.has("delete")) return "delete";
      return query.has("uploads") ? "begin" : "complete";
    case "PUT":
      if (headers["x-amz-copy-source"] !== undefined) return "copy";
      return query.has("partNumber") ? "part" : "put";
    default:
      return query.has("list-type") || query.has("prefix") || query.has("uploads") ? "list" : "get";
  }
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
