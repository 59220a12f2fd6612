import type { S3Client } from "@aws-sdk/client-s3";
import { isHttpRequest } from "./http-request.ts";

/** How objects are to be encrypted by the server. */
export interface Encryption {
  readonly algorithm: "AES256" | "aws:kms" | "aws:kms:dsse";
  /** Id or ARN; only with KMS. */
  readonly kmsKeyId?: string | undefined;
}

export interface AskedOfServer {
  readonly encryption?: Encryption | undefined;
  /** The pipeline pays for its requests. */
  readonly requesterPays?: boolean | undefined;
}

/** The requests that make an object. */
const MAKES_OBJECT: ReadonlySet<string | undefined> = new Set([
  "PutObjectCommand",
  "CopyObjectCommand",
  "CreateMultipartUploadCommand",
]);

/** Has each request of a client bear the headers for what is asked of the server. */
export function askFor(client: S3Client, asked: AskedOfServer): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (isHttpRequest(args.request)) {
        if (asked.requesterPays === true) args.request.headers["x-amz-request-payer"] = "requester";
        if (MAKES_OBJECT.has(context.commandName)) Object.assign(args.request.headers, headersFor(asked.encryption));
      }
      return await next(args);
    },
    { step: "build", name: "askFor" },
  );
}

function headersFor(encryption: Encryption | undefined): Readonly<Record<string, string>> {
  if (encryption === undefined) return {};
  const { algorithm, kmsKeyId } = encryption;
  return {
    "x-amz-server-side-encryption": algorithm,
    ...(kmsKeyId !== undefined && { "x-amz-server-side-encryption-aws-kms-key-id": kmsKeyId }),
  };
}
