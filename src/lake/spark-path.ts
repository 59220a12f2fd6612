import type { Lake } from "./open-lake.ts";

/** An object or a local file, as Spark names it. */
export interface SparkPath {
  /** For a reader's `load`: exactly this file, whatever characters its name holds. */
  readonly load: string;
  /** As `input_file_name()` reports it in the rows: `file:///…` where `_metadata.file_path` has `file:/…`, otherwise the same. */
  readonly reported: string;
}

/** A bucket, and where in it all keys lie. */
type Place = Pick<Lake, "bucket" | "prefix">;

/**
 * Where a writer writes, or a folder that a reader reads; none of the lake's own keys has characters to escape.
 *
 * @param scheme another name under which a write has S3A
 */
export function s3aUri({ bucket, prefix }: Place, key: string, scheme = "s3a"): string {
  return `${scheme}://${bucket}/${prefix}${key}`;
}

/**
 * Hadoop's Path takes a name as it is, per cent signs and blanks included, but Spark's readers expand glob patterns in it;
 * the path that they report is escaped as a URI.
 */
export function sparkPath(
  location: { readonly lake: Place; readonly key: string } | { readonly file: string },
): SparkPath {
  const [scheme, path] =
    "file" in location
      ? ["file://", location.file]
      : [`s3a://${location.lake.bucket}`, `/${location.lake.prefix}${location.key}`];
  return {
    load: `${scheme}${path.replace(/[{}[\]*?\\]/g, "\\$&")}`,
    reported: `${scheme}${path.replace(NOT_IN_JAVA_URI, percentEncoded)}`,
  };
}

/** What java.net.URI escapes in a path: blanks of all kinds, control characters, and ASCII that a path may not hold. */
const NOT_IN_JAVA_URI = /[\p{Z}\p{Cc}"#%<>?[\\\]^`{|}]/gu;

function percentEncoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
