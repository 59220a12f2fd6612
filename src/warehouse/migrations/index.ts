import { fileLedger } from "./001-file-ledger.ts";
import { batches } from "./002-batches.ts";
import { dimensions } from "./003-dimensions.ts";
import { dataMarts } from "./004-data-marts.ts";
import { compaction } from "./005-compaction.ts";
import { runFindings } from "./006-run-findings.ts";
import { fileFailures } from "./007-file-failures.ts";
import { uploadTimes } from "./008-upload-times.ts";
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
];
