import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** The folders directly below a folder, each with a `/` at its end, up to 1,000 at a time. What lies in them is not listed. */
export async function* listFolders(
  lake: Lake,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly string[], void, undefined> {
  let ContinuationToken: string | undefined;
  do {
    const page = await request(lake, { key: prefix, action: "s3:ListBucket", signal }, (options) =>
      lake.client.send(
        new ListObjectsV2Command({ Bucket: lake.bucket, Prefix: prefix, Delimiter: "/", ContinuationToken }),
        options,
      ),
    );
    const folders = (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => (Prefix === undefined ? [] : [Prefix]));
    if (folders.length > 0) yield folders;
    ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
}
