import { batchOfFolder, deletePrefix, ERROR_ROWS_PREFIX, errorRowsPrefix, listFolders } from "../../lake/index.ts";
import { endedBefore, forgetRejections, rejectingBatches } from "../../warehouse/index.ts";
import type { History, Looking } from "./history.ts";
import { asTimestamp } from "./retention.ts";

/** Rejected rows below `error/rows/`, and what the ledger tells of them with examples, batch by batch. */
export const oldRejectedRows: History = {
  async count(run, before) {
    return { count: (await batchesWithRows(run, before)).length, bytes: 0 };
  },
  async remove(run, before) {
    const batches = await batchesWithRows(run, before);
    for (const batchId of batches) {
      await deletePrefix(run.lake, errorRowsPrefix(batchId), run.signal);
      await run.failpoint("purge:rejected_rows_removed");
      await forgetRejections(run.warehouse, batchId);
    }
    return { count: batches.length, bytes: 0 };
  },
};

async function batchesWithRows({ warehouse, lake, signal }: Looking, before: Date): Promise<readonly string[]> {
  const found = new Set(await rejectingBatches(warehouse, asTimestamp(before)));
  for await (const folders of listFolders(lake, ERROR_ROWS_PREFIX, signal)) {
    const ids = folders.flatMap((folder) => batchOfFolder(folder) ?? []);
    for (const batchId of await endedBefore(warehouse, asTimestamp(before), ids)) found.add(batchId);
  }
  return [...found].toSorted();
}
