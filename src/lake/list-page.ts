import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { withoutPrefix } from "./below-prefix.ts";
import { withListedContents } from "./listed-contents.ts";
import { listedKey } from "./listed-key.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

export interface ListedObject {
  readonly key: string;
  /** With the quotes that S3 puts around it, as conditional requests want it. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
}

export interface PageRequest {
  readonly prefix: string;
  /** Only keys behind it. */
  readonly after?: string | undefined;
  /** Goes on where an answer ended. */
  readonly continuation?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** Undefined at the end of the listing. */
  readonly continuation: string | undefined;
}

/** One answer of the server: up to 1,000 objects, in the order of their keys. */
export async function listPage(lake: Lake, { prefix, after, continuation, signal }: PageRequest): Promise<ListedPage> {
  const page = await request(lake, { key: prefix, action: "s3:ListBucket", signal }, (options) =>
    lake.client.send(
      withListedContents(
        new ListObjectsV2Command({
          Bucket: lake.bucket,
          Prefix: prefix,
          StartAfter: after,
          ContinuationToken: continuation,
          EncodingType: "url",
        }),
      ),
      options,
    ),
  );
  return {
    objects: (page.Contents ?? []).map(({ Key, ETag, Size, LastModified }) => ({
      key: withoutPrefix(lake, listedKey(Key, page.EncodingType)),
      etag: ETag ?? "",
      sizeBytes: Size ?? 0,
      lastModified: LastModified ?? new Date(0),
    })),
    continuation: page.IsTruncated === true ? page.NextContinuationToken : undefined,
  };
}
