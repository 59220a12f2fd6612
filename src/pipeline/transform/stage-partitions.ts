import { type PartitionedMart, partitionedMarts } from "../../job/index.ts";
import { type Lake, listPages, s3aUri, workPrefix } from "../../lake/index.ts";
import {
  committedPartitionRowsQuery,
  monthOfPath,
  type PlannedPartition,
  partitionRowsQuery,
  type StagedPartition,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type Attempt, newAttempt } from "./attempt.ts";
import { jdbcOptions } from "./jdbc.ts";

/**
 * Spark writes the changed partitions to scratch, one object each, from the rows that the commit will put into MySQL:
 * the two copies of the mart are equal because one is made from the other. The commit checks that all are there.
 */
export async function stagePartitions(
  run: RunContext,
  attempt: Attempt,
  partitions: readonly PlannedPartition[],
): Promise<readonly StagedPartition[]> {
  const staged: StagedPartition[] = [];
  for (const mart of partitionedMarts(run.job)) {
    if (!partitions.some((partition) => partition.mart === mart.name && partition.action === "put")) continue;
    const prefix = `${workPrefix(attempt.batchId)}${mart.name}/`;
    staged.push(...(await writePartitions(run, attempt, mart, partitionRowsQuery(attempt.batchId, mart), prefix)));
  }
  return staged;
}

/** The same for a mart of a committed batch whose scratch is gone before it was published: from the mart, which has the rows by now. */
export async function stageCommittedPartitions(
  run: RunContext,
  batchId: string,
  mart: PartitionedMart,
): Promise<readonly StagedPartition[]> {
  // A folder of its own: what is left of the first one, if anything, is not mixed with it.
  const prefix = `${workPrefix(batchId)}again/${mart.name}/`;
  return await writePartitions(run, newAttempt(run, batchId), mart, committedPartitionRowsQuery(batchId, mart), prefix);
}

async function writePartitions(
  run: RunContext,
  attempt: Attempt,
  mart: PartitionedMart,
  query: string,
  prefix: string,
): Promise<readonly StagedPartition[]> {
  await run.spark.read
    .jdbc({ ...(await jdbcOptions(run.settings)), query })
    // One task for each partition, and so one object.
    .repartition(...mart.partitionBy)
    .sortWithinPartitions(...mart.partitionBy, ...(mart.orderInPartition ?? Object.keys(mart.key)))
    .write.mode("overwrite")
    .options(fewRequests(run.lake, `${workPrefix(attempt.batchId)}uploads/`))
    .partitionBy(...mart.partitionBy)
    .parquet(s3aUri(run.lake, prefix), {}, attempt.action(`partitions of ${mart.name}`));

  const staged: StagedPartition[] = [];
  for await (const page of listPages(run.lake, prefix, run.signal)) {
    for (const { key } of page) {
      const path = STAGED_PATH.exec(key.slice(prefix.length))?.groups?.["path"];
      if (path === undefined) continue;
      staged.push({ mart: mart.name, path, salesMonth: monthOfPath(path), sourceKey: key });
    }
  }
  return staged;
}

/**
 * S3A's staging committer takes three requests for a file, one of each kind that an upload needs; the magic committer takes nine,
 * and a task waits for most of them, file by file (docs/performance.md). Good for many small files: they pass through the executor's disk.
 *
 * @param uploads where tasks say what they have uploaded. The committer looks for it in the default file system, which must be one
 *   that all nodes of a cluster see: S3, for this one write
 */
function fewRequests(lake: Lake, uploads: string): Readonly<Record<string, string>> {
  return {
    "fs.defaultFS": `s3a://${lake.bucket}/`,
    "fs.s3a.committer.name": "directory",
    "fs.s3a.committer.staging.conflict-mode": "append",
    "fs.s3a.committer.staging.tmp.path": s3aUri(lake, uploads),
    "fs.s3a.committer.threads": "32",
  };
}

const STAGED_PATH = /^(?<path>[^_.][^/]*=[^/]+(?:\/[^/]+=[^/]+)*)\/[^/]+\.parquet$/;
