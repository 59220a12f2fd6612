export { backfilledMonths, endBackfill, recordBackfilled } from "./backfill/backfill-months.ts";
export { abandonBatch } from "./batches/abandon-batch.ts";
export type { Batch, BatchState } from "./batches/batch.ts";
export { batchStates } from "./batches/batch-states.ts";
export { completeBatch } from "./batches/complete-batch.ts";
export { countCommitted } from "./batches/count-committed.ts";
export { recordLostBatches } from "./batches/lost-batches.ts";
export { type NewBatch, openBatch } from "./batches/open-batch.ts";
export { requireBuilding } from "./batches/require-building.ts";
export { unfinishedBatches } from "./batches/unfinished-batches.ts";
export type { Rejection } from "./commit/batch-rejections.ts";
export { commitBatch } from "./commit/commit-batch.ts";
export type { CommitInput, CommitPoint, FileMonth, InvalidFile, SettledFile } from "./commit/commit-input.ts";
export type { CommitResult, MartResult } from "./commit/commit-result.ts";
export { DimensionRefusedError } from "./commit/dimension-refused-error.ts";
export { IntegrityError, UnbalancedMartError } from "./commit/integrity-error.ts";
export type { WatchedChange, WatchedChanges } from "./commit/watched-changes.ts";
export { type CompactionInput, commitCompaction, type FileMonthTotal } from "./compaction/commit-compaction.ts";
export { crowdedMonths } from "./compaction/crowded-months.ts";
export { forgetRetiredPart, retiredParts } from "./compaction/retired-parts.ts";
export { openWarehouse, type Warehouse, type WarehouseSettings } from "./connection.ts";
export { declaredTables } from "./declared-table.ts";
export { adviceOnTables, createDeclaredTables, requireDeclaredTables, requireRoom } from "./declared-tables.ts";
export { removeOutdated } from "./dimension-sources.ts";
export { effectiveDimensionQuery } from "./dimensions.ts";
export {
  countShowing,
  dimensionRow,
  eraseDimensionRow,
  isInMarts,
  removeErased,
} from "./erasure/erase-row.ts";
export {
  beginErasure,
  countOpenErasures,
  type ErasedRow,
  erasedKeys,
  findErasure,
  finishErasure,
  forgetErasure,
} from "./erasure/erasures.ts";
export { keptFiles } from "./erasure/kept-files.ts";
export { isAnyRewritten, originalContents, recordRewritten } from "./erasure/rewritten-contents.ts";
export {
  eraseExample,
  eraseTold,
  quotedIn,
  quotingTexts,
  type RejectedExample,
  rejectedExamples,
  type ToldText,
  toldTexts,
  withoutDetails,
  withoutQuotes,
} from "./erasure/told-texts.ts";
export { type DatabaseUser, grantsOf } from "./grants.ts";
export {
  endedBefore,
  forgetBatch,
  forgetPublications,
  forgetRejections,
  publicationsOf,
  rejectingBatches,
  unneededBatches,
} from "./history/old-batches.ts";
export { countOldEvents, removeOldEvents } from "./history/old-events.ts";
export { forgetKeptFile, type OldFiles, oldFiles } from "./history/old-files.ts";
export {
  beginAdoption,
  endAdoption,
  type Identity,
  nextJournal,
  readIdentity,
  recordLocation,
} from "./identity.ts";
export { bindJob, requireJob, requireLedger } from "./job-of-ledger.ts";
export { acquireLease, type LeaseOptions } from "./lease/acquire-lease.ts";
export { fencedWarehouse } from "./lease/fenced-warehouse.ts";
export type { Lease } from "./lease/hold-lease.ts";
export { LeaseBusyError, LeaseLostError } from "./lease/lease-errors.ts";
export type { LeaseHolder } from "./lease/lease-holder.ts";
export {
  type AdoptedFile,
  findAdopted,
  findByIds,
  insertAdopted,
  markKeptAlready,
  useIdsUpTo,
} from "./ledger/adopted-files.ts";
export { filesDueForArchive, markArchived, markListedAgain, markReplaced } from "./ledger/archiving.ts";
export { changeStatus, changeStatuses, type StatusChange } from "./ledger/change-status.ts";
export { countWaiting } from "./ledger/count-waiting.ts";
export type { FileEvent } from "./ledger/file-event.ts";
export type { ArchiveState, FileStatus } from "./ledger/file-status.ts";
export { contentKeyOf, type FileVersion } from "./ledger/file-version.ts";
export {
  findById,
  findLiveByEtag,
  findLiveByKeys,
  findLiveBySha,
  findLiveOfMonth,
  findLiveOfSizes,
  findNewestByKey,
  findNewestLive,
  findOpenByKeys,
} from "./ledger/find-files.ts";
export { findWaiting, type WaitingFile } from "./ledger/find-waiting.ts";
export { insertPending, type NewFileVersion } from "./ledger/insert-pending.ts";
export { knownFiles } from "./ledger/known-files.ts";
export { type LastDiscovery, recordDiscovery } from "./ledger/last-discovery.ts";
export { forgetRestored, recordRestored, restoredFiles } from "./ledger/restored-files.ts";
export { recordWarnings, type Warnings } from "./ledger/run-warnings.ts";
export { type SalesDates, salesDatesOf } from "./ledger/sales-dates.ts";
export { supersededIn } from "./ledger/superseded-in.ts";
export { uncountedDuplicates } from "./ledger/uncounted-duplicates.ts";
export { filesOfPart, liveParts } from "./live-parts.ts";
export {
  knownMonths,
  type LiveSales,
  latestLiveMonth,
  liveSalesOf,
  type MonthTotal,
  monthsNotComputed,
  monthsOfFiles,
  type SalesPart,
  salesOfFile,
} from "./live-sales.ts";
export {
  createLoadTables,
  dropLoadTables,
  type LoadTables,
  loadTableOf,
  sweepLoadTables,
} from "./load-tables.ts";
export { monthsOfOtherDefinition, soundMonths } from "./mart-months.ts";
export { martRowsQuery } from "./mart-rows-query.ts";
export { migrate } from "./migrate.ts";
export { MIGRATED_TABLES } from "./migrations/index.ts";
export { monthOfPath, type Partition } from "./partitions/partition.ts";
export { partitionRowCounts } from "./partitions/partition-row-counts.ts";
export { committedPartitionRowsQuery, partitionRowsQuery } from "./partitions/partition-rows-query.ts";
export { planPartitions } from "./partitions/plan-partitions.ts";
export type { PublishedPartition } from "./partitions/plan-republished.ts";
export type { PlannedPartition } from "./partitions/planned-partition.ts";
export {
  committedBatchPartitions,
  type PublishablePartition,
  type StagedPartition,
} from "./partitions/publishable-partition.ts";
export { currentPassword } from "./password.ts";
export type { Retry, RetryPolicy } from "./retry.ts";
export type { Row } from "./row.ts";
export type { KeptChange, MonthCause } from "./run-history/batch-watched.ts";
export { rowsOfView, type ViewRows } from "./run-history/mart-views.ts";
export { type PastRun, pastDurations } from "./run-history/past-durations.ts";
export { qualityTrend } from "./run-history/quality-trend.ts";
export { type RefusedFile, refusedInRun } from "./run-history/refused-files.ts";
export { type RunMetrics, runMetrics } from "./run-history/run-metrics.ts";
export type { RunTotal } from "./run-history/run-totals.ts";
export {
  type KeptRun,
  type KeptRunStatus,
  type KeptStep,
  latestRuns,
  recordRunBegun,
  recordRunEnded,
} from "./run-history/runs.ts";
export { type ReportedBatch, type ReportedFile, type RunReport, runReport } from "./run-report.ts";
export { beginLineageRun, deadLineageRuns, endLineageRun, type LineageRun } from "./runs/lineage-runs.ts";
export { forgetServer, recallServer, rememberServer } from "./s3-servers.ts";
export { isShownDifferently } from "./shown-state.ts";
export { runningNow, type StatusReport, statusReport } from "./status-report.ts";
export { readTableStorage, type TableStorage } from "./table-storage.ts";
export { WarehouseError, type WarehouseErrorCode } from "./warehouse-error.ts";
