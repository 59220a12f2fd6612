import { type Lake, s3aUri } from "../../lake/index.ts";

/** S3A by a name of its own: a cluster keeps one file system for each scheme and bucket, with the settings that it was first asked for with. */
const SCHEME = "s3a-writes";

/** Where and how Spark writes to the lake: the first two arguments of a format's writer. It is read by `s3aUri` of the same key. */
export function inLake(lake: Pick<Lake, "bucket" | "prefix">, key: string): [path: string, options: typeof OPTIONS] {
  return [s3aUri(lake, key, SCHEME), OPTIONS];
}

/**
 * Three requests for a file: begin, upload, complete. Asked as the cluster has set it, S3A's magic committer takes nine, because
 * it keeps what a task has uploaded in S3; its staging committer takes three, but writes each file to the executor's disk first and
 * there starts a process for each permission that it sets (docs/performance.md).
 */
const OPTIONS: Readonly<Record<string, string>> = {
  [`fs.${SCHEME}.impl`]: "org.apache.hadoop.fs.s3a.S3AFileSystem",
  [`mapreduce.outputcommitter.factory.scheme.${SCHEME}`]: "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
  "fs.s3a.committer.name": "magic",
  "fs.s3a.committer.magic.track.commits.in.memory.enabled": "true",
  "fs.s3a.committer.threads": "32",
};
