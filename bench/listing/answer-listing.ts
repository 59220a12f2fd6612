import { RAW_PREFIX } from "../../src/lake/index.ts";

export interface AnsweredObject {
  readonly key: string;
  readonly etag: string;
  readonly sizeBytes: number;
}

const MOST_KEYS = 1_000;
const TIME = "2025-06-01T00:00:00.000Z";

/**
 * Answers ListObjectsV2 below `raw/` as S3 does, keys in the order of their bytes; other requests are undefined.
 *
 * @param objects in that order, of letters, digits and `/_-.` only, which need no escape
 */
export function answerListing(objects: readonly AnsweredObject[], url: string): string | undefined {
  const query = new URLSearchParams(url.split("?")[1]);
  const prefix = query.get("prefix") ?? "";
  if (query.get("list-type") !== "2" || !prefix.startsWith(RAW_PREFIX) || query.has("delimiter")) return undefined;
  const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
  const start = firstIndex(objects, ({ key }) => key > after && key >= prefix);
  const room = Math.min(Number(query.get("max-keys") ?? MOST_KEYS), MOST_KEYS);
  const page = objects.slice(start, start + room).filter(({ key }) => key.startsWith(prefix));
  const next = objects[start + page.length];
  const isTruncated = next?.key.startsWith(prefix) === true;
  const contents = page.map(
    ({ key, etag, sizeBytes }) =>
      `<Contents><Key>${key}</Key><LastModified>${TIME}</LastModified><ETag>${etag.replaceAll('"', "&quot;")}</ETag>` +
      `<Size>${sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${room}</MaxKeys>` +
    `<EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>` +
    `${isTruncated ? `<NextContinuationToken>${page.at(-1)?.key}</NextContinuationToken>` : ""}${contents.join("")}</ListBucketResult>`
  );
}

function firstIndex(objects: readonly AnsweredObject[], isBehind: (object: AnsweredObject) => boolean): number {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const object = objects[middle];
    if (object !== undefined && !isBehind(object)) low = middle + 1;
    else high = middle;
  }
  return low;
}
