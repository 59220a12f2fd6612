import { type Lake, s3aUri } from "../../lake/index.ts";

/** S3A by a name of its own: a cluster keeps one file system for each scheme and bucket, with the settings that it was first asked for with. */
const SCHEME = "s3a-writes";

/** Where Spark writes, with the options below. It is read by `s3aUri` of the same key. */
export function lakeWriteUri(lake: Pick<Lake, "bucket" | "prefix">, key: string): string {
  return s3aUri(lake, key, SCHEME);
}

/**
 * Three requests for a file: begin, upload, complete. Asked as the cluster has set it, S3A's magic committer takes nine, because
 * it keeps what a task has uploaded in S3; its staging committer takes three, but writes each file to the executor's disk first and
 * there starts a process for each permission that it sets (docs/performance.md).
 */
export const LAKE_WRITE_OPTIONS: Readonly<Record<string, string>> = {
  [`fs.${SCHEME}.impl`]: "org.apache.hadoop.fs.s3a.S3AFileSystem",
  [`mapreduce.outputcommitter.factory.scheme.${SCHEME}`]: "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
  "fs.s3a.committer.name": "magic",
  "fs.s3a.committer.magic.track.commits.in.memory.enabled": "true",
  "fs.s3a.committer.threads": "32",
};
