import { createHash } from "node:crypto";
import type { DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { isHttpRequest } from "./http-request.ts";

/** The same command, sent with `Content-MD5` instead of the SDK's own checksum: a server may know only one of them. */
export function withContentMd5(command: DeleteObjectsCommand): DeleteObjectsCommand {
  command.middlewareStack.add(
    (next) => async (args) => {
      if (isHttpRequest(args.request)) {
        const { headers, body } = args.request;
        if (typeof body !== "string" && !(body instanceof Uint8Array)) throw new TypeError("expected a body of bytes");
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
