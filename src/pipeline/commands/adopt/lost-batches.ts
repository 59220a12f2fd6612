import {
  batchOfFolder,
  cleanedSalesPrefix,
  ERROR_ROWS_PREFIX,
  listFolders,
  PROCESSED_SALES_PREFIX,
  WORK_PREFIX,
} from "../../../lake/index.ts";
import { recordLostBatches } from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";

/** As runs name their attempts. */
const BATCH_ID = /^\d{8}T\d{6}Z-[0-9a-f]{6}-[1-9]\d*$/;

/** What they wrote is written anew by now: they are recorded as abandoned, and the sweep removes it. */
export async function abandonLostBatches(run: RunContext): Promise<void> {
  for (const prefix of [PROCESSED_SALES_PREFIX, ERROR_ROWS_PREFIX, WORK_PREFIX]) {
    for await (const folders of listFolders(run.lake, prefix, run.signal)) {
      const ids = folders.flatMap((folder) => batchOfFolder(folder) ?? []).filter((id) => BATCH_ID.test(id));
      const batches = ids.map((batchId) => ({ batchId, lakePath: cleanedSalesPrefix(batchId) }));
      await recordLostBatches(run.warehouse, batches);
    }
  }
}
