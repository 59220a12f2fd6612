import { fileLedger } from "./001-file-ledger.ts";
import { batches } from "./002-batches.ts";
import { dimensions } from "./003-dimensions.ts";
import { dataMarts } from "./004-data-marts.ts";
import { compaction } from "./005-compaction.ts";
import { runFindings } from "./006-run-findings.ts";
import { fileFailures } from "./007-file-failures.ts";
import { uploadTimes } from "./008-upload-times.ts";
import { declaredMarts } from "./009-declared-marts.ts";
import { pipelineIdentity } from "./014-pipeline-identity.ts";
import { martMonths } from "./016-mart-months.ts";
import { historyByAge } from "./019-history-by-age.ts";
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
  pipelineIdentity,
  martMonths,
  historyByAge,
];

/** The tables that the migrations make. */
export const MIGRATED_TABLES: readonly string[] = statementsMatching(/CREATE TABLE IF NOT EXISTS (\w+)/).filter(
  (table, at, all) => all.indexOf(table) === at && !statementsMatching(/DROP TABLE IF EXISTS (\w+)/).includes(table),
);

function statementsMatching(sign: RegExp): readonly string[] {
  return MIGRATIONS.flatMap(({ statements }) => statements).flatMap((statement) => sign.exec(statement)?.[1] ?? []);
}
