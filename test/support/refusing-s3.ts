import { createServer, request as send } from "node:http";

/** A request as a rule sees it; keys are decoded and without the bucket. */
export interface RefusableRequest {
  readonly method: string;
  readonly key: string;
  /** The key that is copied, of a copy. */
  readonly source: string | undefined;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Stands between the driver and the S3 server, and refuses what its rule says; all else passes. */
export interface RefusingS3 extends AsyncDisposable {
  readonly endpoint: string;
  /** From now on. @default nothing is refused */
  refuse(rule: (request: RefusableRequest) => Refusal | undefined): void;
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
export const GONE: Refusal = { status: 404, code: "NoSuchKey", message: "The specified key does not exist." };

export async function openRefusingS3(target: string): Promise<RefusingS3> {
  const { hostname, port } = new URL(target);
  let rule: (request: RefusableRequest) => Refusal | undefined = () => undefined;
  const server = createServer((incoming, answer) => {
    const { method = "GET", url = "", headers } = incoming;
    const copied = headers["x-amz-copy-source"];
    const source = typeof copied === "string" ? keyOf(`/${copied}`) : undefined;
    const refusal = rule({ method, key: keyOf(url), source });
    if (refusal !== undefined) {
      const { status, code, message } = refusal;
      incoming.resume();
      answer.writeHead(status, { "content-type": "application/xml" });
      answer.end(method === "HEAD" ? "" : `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
      return;
    }
    // The signature covers the host, so all headers pass as they are.
    const outgoing = send({ hostname, port, method, path: url, headers }, (response) => {
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
    refuse(next) {
      rule = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of `/bucket/key?query`; empty for the bucket itself. */
function keyOf(url: string): string {
  return decodeURIComponent(url.split("?")[0] ?? "")
    .split("/")
    .slice(2)
    .join("/");
}
