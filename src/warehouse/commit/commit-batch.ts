import { isPartitioned, type Job, type Mart, type WatchedColumn } from "../../job/index.ts";
import type { Warehouse } from "../connection.ts";
import { recordSources } from "../dimension-sources.ts";
import { requireToken } from "../lease/lease-row.ts";
import { recordFailedUpdates } from "../ledger/record-failed-updates.ts";
import { type LoadTables, loadTableOf, loadTablesOf } from "../load-tables.ts";
import { recordDefinition } from "../mart-months.ts";
import { recordStaged } from "../partitions/publishable-partition.ts";
import { recordWatched } from "../run-history/batch-watched.ts";
import type { Sql } from "../sql.ts";
import { markFresh } from "../stale-months.ts";
import { recordRejections } from "./batch-rejections.ts";
import { checkTotals } from "./check-totals.ts";
import type { CommitInput } from "./commit-input.ts";
import { commitOnce } from "./commit-once.ts";
import type { CommitResult, MartResult } from "./commit-result.ts";
import { markCommitted } from "./mark-committed.ts";
import { refreshPartitioned, refreshShown } from "./refresh-shown.ts";
import { settleFiles } from "./settle-files.ts";
import { upsertDimension } from "./upsert-dimension.ts";
import { upsertMart } from "./upsert-mart.ts";
import { type WatchedChanges, watchedChanges } from "./watched-changes.ts";

const CHANGES_LIMIT = 100;

/** No digest. */
const UNKNOWN = "";

/**
 * The only commit point: one transaction makes files, dimensions, marts and the batch's state true together, or
 * none of them.
 *
 * @throws FencedOutError if another run has taken the lease, IntegrityError if what was built does not add up, and what
 *   `commitOnce` throws. Nothing is committed then, except after `outcome_unknown`.
 */
export async function commitBatch(warehouse: Warehouse, input: CommitInput): Promise<CommitResult> {
  const { runId, batchId, silenceMs, files, invalid } = input;
  const onFailure = recordFailedUpdates(
    warehouse,
    { fileIds: files.map(({ fileId }) => fileId), to: "Processed", runId, batchId },
    { fileIds: invalid.map(({ fileId }) => fileId), to: "Invalid", runId, batchId },
  );
  const result = await commitOnce(warehouse, { batchId, silenceMs, onFailure }, (sql) => apply(sql, input));
  await input.at?.("after_commit");
  return result;
}

async function apply(sql: Sql, input: CommitInput): Promise<CommitResult> {
  const { batchId, job, fencingToken, dimensions, partitions, changesLimit = CHANGES_LIMIT, at } = input;
  const months = input.months.toSorted();
  const loadTables = loadTablesOf(batchId, job, dimensions);
  await requireToken(sql, fencingToken, "look");
  await at?.("begun");

  for (const feed of dimensions) {
    const loadTable = loadTableOf(loadTables.dimensions, feed.name);
    await upsertDimension(sql, feed, loadTable);
    await recordSources(sql, feed, loadTable);
  }
  await at?.("dimensions_upserted");

  await settleFiles(sql, input);
  await checkTotals(sql, job, loadTables, months);
  await recordStaged(sql, batchId, partitions);
  await recordRejections(sql, batchId, input.rejections ?? []);
  await at?.("files_settled");

  const watched = await watchedIn(sql, job, loadTables, months, changesLimit);
  const marts: Record<string, MartResult> = {};
  for (const mart of job.marts) {
    marts[mart.name] = await changeMart(sql, mart, loadTableOf(loadTables.marts, mart.name), { months, batchId });
    await recordDefinition(sql, mart.name, months, input.definitions?.[mart.name] ?? UNKNOWN);
  }
  await markFresh(sql, job, months);
  await at?.("marts_upserted");

  await recordWatched(sql, batchId, watched);
  const result: CommitResult = { months, marts, watched };
  await markCommitted(sql, input, result);
  // Last, so that a long commit does not keep its own lease from being renewed. From here to COMMIT nobody can take it.
  await requireToken(sql, fencingToken, "lock");
  await at?.("before_commit");
  return result;
}

/** The touched months become those of the load table; all months show what the dimensions say today. */
async function changeMart(
  sql: Sql,
  mart: Mart,
  loadTable: string,
  { months, batchId }: { readonly months: readonly string[]; readonly batchId: string },
): Promise<MartResult> {
  const upserted = await upsertMart(sql, mart, loadTable, months, batchId);
  const refreshed = isPartitioned(mart)
    ? await refreshPartitioned(sql, mart, batchId, months)
    : await refreshShown(sql, mart, batchId, months);
  return { rows: upserted.rows, changed: upserted.changed + refreshed };
}

async function watchedIn(
  sql: Sql,
  { marts }: Pick<Job, "marts">,
  loadTables: LoadTables,
  months: readonly string[],
  limit: number,
): Promise<readonly WatchedChanges[]> {
  const watched: WatchedChanges[] = [];
  for (const mart of marts) {
    if (!isWatched(mart)) continue;
    watched.push(await watchedChanges(sql, mart, loadTableOf(loadTables.marts, mart.name), months, limit));
  }
  return watched;
}

function isWatched(mart: Mart): mart is Mart & { readonly watch: WatchedColumn } {
  return mart.watch !== undefined;
}
