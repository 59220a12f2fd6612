import { listPages, s3aUri, workPrefix } from "../../lake/index.ts";
import {
  committedPartitionRowsQuery,
  type PlannedPartition,
  partitionRowsQuery,
  type StagedPartition,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type Attempt, newAttempt } from "./attempt.ts";
import { jdbcOptions } from "./jdbc.ts";

const STAGED_KEY = /store_id=(?<storeId>\d+)\/sales_month=(?<salesMonth>\d{4}-\d{2})\/[^/]+\.parquet$/;

/**
 * Spark writes the changed partitions to scratch, one object each, from the rows that the commit will put into MySQL:
 * the two copies of the mart are equal because one is made from the other. The commit checks that all are there.
 */
export async function stagePartitions(
  run: RunContext,
  attempt: Attempt,
  partitions: readonly PlannedPartition[],
): Promise<readonly StagedPartition[]> {
  if (!partitions.some(({ action }) => action === "put")) return [];
  const prefix = `${workPrefix(attempt.batchId)}sales_team_data_mart/`;
  return await writePartitions(run, attempt, partitionRowsQuery(attempt.batchId), prefix);
}

/** The same for a committed batch whose scratch is gone before it was published: from the mart, which has the rows by now. */
export async function stageCommittedPartitions(run: RunContext, batchId: string): Promise<readonly StagedPartition[]> {
  // A folder of its own: what is left of the first one, if anything, is not mixed with it.
  const prefix = `${workPrefix(batchId)}sales_team_data_mart_again/`;
  return await writePartitions(run, newAttempt(run, batchId), committedPartitionRowsQuery(batchId), prefix);
}

async function writePartitions(
  run: RunContext,
  attempt: Attempt,
  query: string,
  prefix: string,
): Promise<readonly StagedPartition[]> {
  await run.spark.read
    .jdbc({ ...jdbcOptions(run.settings), query })
    // One task for each partition, and so one object.
    .repartition("store_id", "sales_month")
    .sortWithinPartitions("store_id", "sales_month", "sales_rank", "sales_person_id")
    .write.mode("overwrite")
    .partitionBy("store_id", "sales_month")
    .parquet(s3aUri(run.lake.bucket, prefix), {}, attempt.action("partitions"));

  const staged: StagedPartition[] = [];
  for await (const page of listPages(run.lake, prefix, run.signal)) {
    for (const { key } of page) {
      const { storeId, salesMonth } = STAGED_KEY.exec(key)?.groups ?? {};
      if (storeId === undefined || salesMonth === undefined) continue;
      staged.push({ storeId: Number(storeId), salesMonth, sourceKey: key });
    }
  }
  return staged;
}
