import type { S3Client } from "@aws-sdk/client-s3";
import { isRecord } from "../text/index.ts";

/**
 * Has every request of a client mean keys below a prefix of the bucket: whoever names a key, or lists some, names it as if the
 * prefix were a bucket of its own. Answers name whole keys; `withoutPrefix` makes them such again.
 *
 * @param prefix with a `/` at the end
 */
export function askBelow(client: S3Client, bucket: string, prefix: string): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input: unknown = args.input;
      if (!isRecord(input)) return await next(args);
      const lists = LISTS.has(context.commandName);
      return await next({ ...args, input: { ...args.input, ...below(input, { bucket, prefix, lists }) } });
    },
    { step: "initialize", priority: "high", name: "askBelow" },
  );
}

/** A key of an answer as the lake names it. */
export function withoutPrefix({ prefix }: { readonly prefix: string }, key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

const LISTS: ReadonlySet<string | undefined> = new Set(["ListObjectsV2Command", "ListMultipartUploadsCommand"]);

interface Below {
  readonly bucket: string;
  readonly prefix: string;
  readonly lists: boolean;
}

/** The members of a request's input that hold keys, as the server is to see them. A listing goes on by the keys that it was answered. */
function below(input: Readonly<Record<string, unknown>>, { bucket, prefix, lists }: Below) {
  const { Key, Prefix, StartAfter, CopySource, Delete } = input;
  return {
    ...(typeof Key === "string" && { Key: `${prefix}${Key}` }),
    ...(lists && { Prefix: `${prefix}${typeof Prefix === "string" ? Prefix : ""}` }),
    ...(typeof StartAfter === "string" && { StartAfter: `${prefix}${StartAfter}` }),
    ...(typeof CopySource === "string" && { CopySource: CopySource.replace(`${bucket}/`, `${bucket}/${prefix}`) }),
    ...(isRecord(Delete) &&
      Array.isArray(Delete["Objects"]) && { Delete: { ...Delete, Objects: objects(Delete["Objects"], prefix) } }),
  };
}

function objects(listed: readonly unknown[], prefix: string): readonly unknown[] {
  return listed.map((object) => (isRecord(object) ? { ...object, Key: `${prefix}${String(object["Key"])}` } : object));
}
