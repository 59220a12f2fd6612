/** Tables of the engine: a job may not declare one of that name. */
export const RESERVED_TABLES: ReadonlySet<string> = new Set([
  "batch_mart_partitions",
  "batch_marts",
  "batch_rejections",
  "batches",
  "compacted_sales",
  "dimension_sources",
  "last_discovery",
  "pipeline_lease",
  "retired_sales",
  "run_warnings",
  "schema_migrations",
  "staging_file_dates",
  "staging_file_events",
  "staging_file_months",
  "staging_files",
  "stale_mart_months",
]);
