import { type PartitionedMart, partitionedMarts } from "../../job/index.ts";
import { listPages, workPrefix } from "../../lake/index.ts";
import {
  committedPartitionRowsQuery,
  monthOfPath,
  type PlannedPartition,
  partitionRowsQuery,
  type StagedPartition,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { inLake } from "../spark/lake-writes.ts";
import { SESSION_SETTINGS } from "../spark/session-settings.ts";
import { withSetting } from "../spark/with-setting.ts";
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
    const put = partitions.filter((partition) => partition.mart === mart.name && partition.action === "put");
    if (put.length === 0) continue;
    const query = partitionRowsQuery(attempt.batchId, mart);
    const prefix = `${workPrefix(attempt.batchId)}${mart.name}/`;
    staged.push(...(await writePartitions(run, attempt, mart, { query, partitions: put.length, prefix })));
  }
  return staged;
}

/** The same for a mart of a committed batch whose scratch is gone before it was published: from the mart, which has the rows by now. */
export async function stageCommittedPartitions(
  run: RunContext,
  batchId: string,
  { mart, partitions }: { readonly mart: PartitionedMart; readonly partitions: number },
): Promise<readonly StagedPartition[]> {
  // A folder of its own: what is left of the first one, if anything, is not mixed with it.
  const prefix = `${workPrefix(batchId)}again/${mart.name}/`;
  const query = committedPartitionRowsQuery(batchId, mart);
  return await writePartitions(run, newAttempt(run, batchId), mart, { query, partitions, prefix });
}

interface ToWrite {
  /** Gives the rows of all of them. */
  readonly query: string;
  /** How many there will be. */
  readonly partitions: number;
  readonly prefix: string;
}

async function writePartitions(
  run: RunContext,
  attempt: Attempt,
  mart: PartitionedMart,
  { query, partitions, prefix }: ToWrite,
): Promise<readonly StagedPartition[]> {
  const rows = run.spark.read
    .jdbc({ ...(await jdbcOptions(run.settings)), query })
    // One task for each partition, and so one object. Told how many tasks, Spark does not make one of them where rows are few.
    .repartition(Math.ceil(partitions / PARTITIONS_OF_A_TASK), ...mart.partitionBy)
    .sortWithinPartitions(...mart.partitionBy, ...(mart.orderInPartition ?? Object.keys(mart.key)));
  await withSetting(run, OPEN_WRITERS, { during: "0", after: SESSION_SETTINGS[OPEN_WRITERS] }, () =>
    rows.write
      .mode("overwrite")
      .partitionBy(...mart.partitionBy)
      .parquet(...inLake(run.lake, prefix), attempt.action(`partitions of ${mart.name}`)),
  );

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

/** A task writes its partitions one after the other, and most of its time waits for S3. */
const PARTITIONS_OF_A_TASK = 64;

/**
 * A task that has its rows in the order of partitions writes one file, then begins the next. With the session's setting, which is meant for a
 * few months, Spark keeps the files of a task open until its end, and Parquet shares its memory out among all that are open, anew for each one
 * that is opened or closed: 1,024 of them have too little in a heap of 1 GB, and the write fails.
 *
 * After a failure the setting stays: the next attempt writes its months one by one, too, which is slower, and the same.
 */
const OPEN_WRITERS = "spark.sql.maxConcurrentOutputFileWriters";

const STAGED_PATH = /^(?<path>[^_.][^/]*=[^/]+(?:\/[^/]+=[^/]+)*)\/[^/]+\.parquet$/;
