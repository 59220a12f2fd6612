import { createHash } from "node:crypto";
import type { DeleteObjectsCommand } from "@aws-sdk/client-s3";

/** The same command, sent with `Content-MD5` instead of the SDK's own checksum: a server may know only one of them. */
export function withContentMd5(command: DeleteObjectsCommand): DeleteObjectsCommand {
  command.middlewareStack.add(
    (next) => async (args) => {
      if (isHttpRequest(args.request)) {
        const { headers, body } = args.request;
        for (const name of Object.keys(headers)) if (CHECKSUM.test(name)) delete headers[name];
        headers["content-md5"] = createHash("md5").update(body).digest("base64");
      }
      return await next(args);
    },
    // Behind the step that adds checksums, before the one that signs.
    { step: "build", priority: "low", name: "contentMd5" },
  );
  return command;
}

const CHECKSUM = /^x-amz-(sdk-)?checksum-/i;

interface HttpRequest {
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

function isHttpRequest(request: unknown): request is HttpRequest {
  if (typeof request !== "object" || request === null || !("headers" in request) || !("body" in request)) return false;
  return typeof request.body === "string" || request.body instanceof Uint8Array;
}
