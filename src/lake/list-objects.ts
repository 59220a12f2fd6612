import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { withoutPrefix } from "./below-prefix.ts";
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

/** The objects whose keys start with `prefix`, in the order of their keys, up to 1,000 at a time; with `after`, those behind that key. */
export async function* listPages(
  lake: Lake,
  prefix: string,
  signal?: AbortSignal,
  after?: string,
): AsyncGenerator<readonly ListedObject[], void, undefined> {
  let continuation: string | undefined;
  do {
    const page = await request(lake, { key: prefix, action: "s3:ListBucket", signal }, (options) =>
      lake.client.send(
        new ListObjectsV2Command({
          Bucket: lake.bucket,
          Prefix: prefix,
          StartAfter: after,
          ContinuationToken: continuation,
          EncodingType: "url",
        }),
        options,
      ),
    );
    const objects = (page.Contents ?? []).map(({ Key, ETag, Size, LastModified }) => ({
      key: withoutPrefix(lake, listedKey(Key, page.EncodingType)),
      etag: ETag ?? "",
      sizeBytes: Size ?? 0,
      lastModified: LastModified ?? new Date(0),
    }));
    if (objects.length > 0) yield objects;
    continuation = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (continuation !== undefined);
}
