import type { CommitPoint } from "../../warehouse/index.ts";

/**
 * The points of a run that lie between two lasting effects, in their order: what ends a run there ends it after the one
 * before and before the next. Tests make a run fail at each.
 */
export const FAILPOINTS = [
  "lease_claimed",
  "recovered",
  "files_recorded",
  "files_judged",
  "batch_opened",
  "load_tables_created",
  "dimensions_loaded",
  "sales_cleaned",
  "rejected_rows_exported",
  "marts_computed",
  "partitions_planned",
  "partitions_staged",
  "commit:begun",
  "commit:dimensions_upserted",
  "commit:files_settled",
  "commit:marts_upserted",
  "commit:before_commit",
  "commit:after_commit",
  "partition_published",
  "partitions_published",
  "manifest_written",
  "file_moved",
  "file_archived",
  "files_archived",
  "retired_sales_removed",
  "load_tables_dropped",
  "scratch_removed",
  "batch_completed",
] as const satisfies readonly (string | `commit:${CommitPoint}`)[];

/** Further ones, of a run that abandons what a dead one left, of a replay, and of an adoption. */
export const RARE_FAILPOINTS = ["batch_output_removed", "batch_abandoned", "files_restored", "files_adopted"] as const;

/** Of a purge. */
export const PURGE_FAILPOINTS = [
  "purge:events_removed",
  "purge:rejected_rows_removed",
  "purge:file_removed",
  "purge:file_forgotten",
  "purge:batch_output_removed",
  "purge:batch_forgotten",
  "purge:report_removed",
] as const;

/** Of an erasure; what it compacts and refreshes also passes the points of a batch. */
export const ERASE_FAILPOINTS = [
  "erase:begun",
  "erase:sales_erased",
  "erase:dead_sales_removed",
  "erase:content_recorded",
  "erase:file_rewritten",
  "erase:rows_rewritten",
  "erase:report_removed",
  "erase:text_erased",
  "erase:example_erased",
  "erase:dimension_erased",
  "erase:marts_refreshed",
] as const;

export type FailpointName =
  | (typeof FAILPOINTS)[number]
  | (typeof RARE_FAILPOINTS)[number]
  | (typeof PURGE_FAILPOINTS)[number]
  | (typeof ERASE_FAILPOINTS)[number];

/** Called at each point; the run waits for it. */
export type Failpoint = (point: FailpointName) => void | Promise<void>;
