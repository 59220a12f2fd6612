import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { buffer } from "node:stream/consumers";
import { serverEnvironment } from "./server-environment.ts";
import { signAgain } from "./sign-again.ts";

export interface RandomEtagsS3 extends AsyncDisposable {
  readonly endpoint: string;
}

const CONDITIONS = ["if-match", "if-none-match", "x-amz-copy-source-if-match"];

/**
 * The test run's S3 server as one whose ETags are no digests of the content, as with SSE-KMS: a copy has another one than its
 * source.
 */
export async function openRandomEtagsS3(): Promise<RandomEtagsS3> {
  const { AWS_ENDPOINT_URL_S3, AWS_SECRET_ACCESS_KEY } = serverEnvironment();
  const { hostname, port } = new URL(AWS_ENDPOINT_URL_S3);
  const etags = new Etags();
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method = "GET", url = "" } = incoming;
    const headers = { ...incoming.headers };
    for (const name of CONDITIONS) {
      const asked = headers[name];
      if (typeof asked === "string") headers[name] = etags.real(asked);
    }
    headers.authorization = signAgain({ method, url, headers }, AWS_SECRET_ACCESS_KEY);
    const outgoing = send({ hostname, port, method, path: url, headers }, async (response) => {
      const key = decodeURIComponent(url.split("?")[0] ?? "").replace(/^\/[^/]+\//, "");
      const shown = { ...response.headers };
      if (shown.etag !== undefined) shown.etag = etags.shown(key, shown.etag);
      if (!String(shown["content-type"]).includes("xml")) {
        answer.writeHead(response.statusCode ?? 502, shown);
        response.pipe(answer);
        return;
      }
      const body = Buffer.from(etags.inXml((await buffer(response)).toString("utf8"), key));
      const { "transfer-encoding": _, ...rest } = shown;
      answer.writeHead(response.statusCode ?? 502, { ...rest, "content-length": body.length });
      answer.end(body);
    });
    outgoing.on("error", () => answer.destroy());
    answer.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Those that are shown, and what they stand for. */
class Etags {
  readonly #salt = randomUUID();
  readonly #real = new Map<string, string>();

  shown(key: string, etag: string): string {
    const bare = etag.replaceAll('"', "");
    const other = createHash("sha256").update(`${this.#salt} ${key} ${bare}`).digest("hex").slice(0, 32);
    this.#real.set(other, bare);
    return `"${other}"`;
  }

  real(shown: string): string {
    const bare = shown.replaceAll('"', "");
    return shown === "*" ? shown : `"${this.#real.get(bare) ?? bare}"`;
  }

  /** An ETag belongs to the key that stands before it in a listing, or else to the key of the request. */
  inXml(text: string, requestKey: string): string {
    let key = requestKey;
    return text.replace(/<Key>([^<]*)<\/Key>|<ETag>([^<]*)<\/ETag>/g, (all, listed?: string, etag?: string) => {
      if (listed !== undefined) key = decodeURIComponent(listed);
      if (etag === undefined) return all;
      const shown = this.shown(key, etag.replaceAll("&quot;", ""));
      return `<ETag>${shown.replaceAll('"', "&quot;")}</ETag>`;
    });
  }
}
