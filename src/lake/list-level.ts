import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { withoutPrefix } from "./below-prefix.ts";
import { listedKey } from "./listed-key.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** What lies directly in a folder. */
export interface Level {
  /** Each with a `/` at its end. */
  readonly folders: readonly string[];
  readonly keys: readonly string[];
}

/** The folders and objects directly below a prefix, up to 1,000 at a time. What lies in the folders is not listed. */
export async function* listLevel(
  lake: Lake,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<Level, void, undefined> {
  let ContinuationToken: string | undefined;
  do {
    const page = await request(lake, { key: prefix, action: "s3:ListBucket", signal }, (options) =>
      lake.client.send(
        new ListObjectsV2Command({
          Bucket: lake.bucket,
          Prefix: prefix,
          Delimiter: "/",
          ContinuationToken,
          EncodingType: "url",
        }),
        options,
      ),
    );
    yield {
      folders: (page.CommonPrefixes ?? []).map(({ Prefix }) =>
        withoutPrefix(lake, listedKey(Prefix, page.EncodingType)),
      ),
      keys: (page.Contents ?? []).map(({ Key }) => withoutPrefix(lake, listedKey(Key, page.EncodingType))),
    };
    ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
}
