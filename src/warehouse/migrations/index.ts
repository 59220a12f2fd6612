import { fileLedger } from "./001-file-ledger.ts";
import { batches } from "./002-batches.ts";
import { dimensions } from "./003-dimensions.ts";
import { dataMarts } from "./004-data-marts.ts";
import { compaction } from "./005-compaction.ts";
import { runFindings } from "./006-run-findings.ts";
import { fileFailures } from "./007-file-failures.ts";
import { uploadTimes } from "./008-upload-times.ts";
import { declaredMarts } from "./009-declared-marts.ts";
import { staleMonths } from "./011-stale-months.ts";
import { noSparkOperation } from "./012-no-spark-operation.ts";
import { pipelineIdentity } from "./014-pipeline-identity.ts";
import { eventsByRun } from "./015-events-by-run.ts";
import { martMonths } from "./016-mart-months.ts";
import { runHistory } from "./017-run-history.ts";
import { watchedChangesTable } from "./018-watched-changes.ts";
import { historyByAge } from "./019-history-by-age.ts";
import { erasures } from "./020-erasures.ts";
import { lineageRuns } from "./021-lineage-runs.ts";
import { shownDimensions } from "./024-shown-dimensions.ts";
import { backfillMonths } from "./025-backfill-months.ts";
import { runTotals } from "./026-run-totals.ts";
import { s3Servers } from "./027-s3-servers.ts";
import { restoredFilesTable } from "./028-restored-files.ts";
import { filesBySize } from "./032-files-by-size.ts";
import { jobOfLedger } from "./036-job-of-ledger.ts";
import type { Migration } from "./migration.ts";

/** In the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [
  fileLedger,
  batches,
  dimensions,
  dataMarts,
  compaction,
  runFindings,
  fileFailures,
  uploadTimes,
  declaredMarts,
  staleMonths,
  noSparkOperation,
  pipelineIdentity,
  eventsByRun,
  martMonths,
  runHistory,
  watchedChangesTable,
  historyByAge,
  erasures,
  lineageRuns,
  shownDimensions,
  backfillMonths,
  runTotals,
  s3Servers,
  restoredFilesTable,
  filesBySize,
  jobOfLedger,
];

/** The tables that the migrations make. */
export const MIGRATED_TABLES: readonly string[] = statementsMatching(/CREATE TABLE IF NOT EXISTS (\w+)/).filter(
  (table, at, all) => all.indexOf(table) === at && !statementsMatching(/DROP TABLE IF EXISTS (\w+)/).includes(table),
);

function statementsMatching(sign: RegExp): readonly string[] {
  return MIGRATIONS.flatMap(({ statements }) => statements).flatMap((statement) => sign.exec(statement)?.[1] ?? []);
}
