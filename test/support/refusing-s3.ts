import { createServer, type IncomingHttpHeaders, request as send } from "node:http";
import { serverEnvironment } from "./server-environment.ts";
import { type SignedRequest, signAgain } from "./sign-again.ts";

/** A request as a rule sees it; keys are decoded and without the bucket. */
export interface RefusableRequest {
  readonly method: string;
  readonly key: string;
  /** The key that is copied, of a copy. */
  readonly source: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Headers that a server does not heed: it does not get to see them. */
export interface Ignored {
  readonly ignored: readonly string[];
}

export type S3Rule = (request: RefusableRequest) => Refusal | Ignored | undefined;

/** Stands between the driver and the S3 server, and refuses or ignores what its rule says; all else passes. */
export interface RefusingS3 extends AsyncDisposable {
  readonly endpoint: string;
  /** From now on. @default nothing is refused */
  refuse(rule: S3Rule): void;
  /** What was refused: `POST /bucket?delete`. */
  readonly refused: readonly string[];
}

export const ACCESS_DENIED: Refusal = { status: 403, code: "AccessDenied", message: "Access Denied" };
export const IN_COLD_STORAGE: Refusal = {
  status: 403,
  code: "InvalidObjectState",
  message: "The operation is not valid for the object's storage class",
};
export const KEY_NOT_GRANTED: Refusal = {
  status: 403,
  code: "AccessDenied",
  message: "User: arn:aws:iam::1:user/etl is not authorized to perform: kms:Decrypt on the resource",
};
export const NOT_IMPLEMENTED: Refusal = {
  status: 501,
  code: "NotImplemented",
  message: "A header you provided implies functionality that is not implemented",
};
export const GONE: Refusal = { status: 404, code: "NoSuchKey", message: "The specified key does not exist." };

export async function openRefusingS3(target: string): Promise<RefusingS3> {
  const { hostname, port } = new URL(target);
  const refused: string[] = [];
  let rule: S3Rule = () => undefined;
  const server = createServer((incoming, answer) => {
    const { method = "GET", url = "", headers } = incoming;
    const copied = headers["x-amz-copy-source"];
    const source = typeof copied === "string" ? keyOf(`/${copied}`) : undefined;
    const query = new URLSearchParams(url.split("?")[1]);
    const verdict = rule({ method, key: keyOf(url), source, query, headers });
    if (verdict !== undefined && "code" in verdict) {
      const { status, code, message } = verdict;
      refused.push(`${method} ${url}`);
      incoming.resume();
      answer.writeHead(status, { "content-type": "application/xml" });
      answer.end(method === "HEAD" ? "" : `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
      return;
    }
    // The signature covers the host, so all headers pass as they are.
    const passed = verdict === undefined ? headers : without(verdict.ignored, { method, url, headers });
    const outgoing = send({ hostname, port, method, path: url, headers: passed }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    answer.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    refused,
    refuse(next) {
      rule = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function without(ignored: readonly string[], request: SignedRequest): IncomingHttpHeaders {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ignored.includes(name)));
  headers["authorization"] = signAgain({ ...request, headers }, serverEnvironment().AWS_SECRET_ACCESS_KEY);
  return headers;
}

/** Of `/bucket/key?query`; empty for the bucket itself. */
function keyOf(url: string): string {
  return decodeURIComponent(url.split("?")[0] ?? "")
    .split("/")
    .slice(2)
    .join("/");
}
