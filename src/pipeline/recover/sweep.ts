import {
  abortUploadsOf,
  batchOfFolder,
  deletePrefix,
  ERROR_ROWS_PREFIX,
  listFolders,
  PROBE_PREFIX,
  PROCESSED_SALES_PREFIX,
  WORK_PREFIX,
} from "../../lake/index.ts";
import { batchStates, sweepLoadTables } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { sweepTemporaryFolders } from "../context/temporary-folder.ts";
import { ownOf } from "./own-output.ts";

/** Where objects are assembled from parts. Below `raw/` others upload: their unfinished uploads are theirs. */
const WRITTEN_PREFIXES = ["processed/", "error/", WORK_PREFIX];

/**
 * Removes what batches of this ledger left that will never count: load tables, scratch, output of abandoned batches, unfinished
 * uploads, temporary folders. A Spark task may write after its batch was abandoned, so this does not rely on an earlier sweep.
 *
 * To be called under the lease, once no batch is unfinished. Returns what was removed from MySQL and S3, by name. Temporary
 * folders are not told: those of this host may be of runs on other databases, which say nothing of this one.
 */
export async function sweep(run: RunContext): Promise<readonly string[]> {
  const swept = [...(await sweepLoadTables(run.warehouse))];
  for (const prefix of WRITTEN_PREFIXES) {
    const uploads = await abortUploadsOf(run.lake, prefix, (keys) => ownOf(run.warehouse, keys), run.signal);
    if (uploads > 0) swept.push(`${uploads} unfinished uploads below ${prefix}`);
  }
  for (const prefix of [PROCESSED_SALES_PREFIX, ERROR_ROWS_PREFIX]) {
    for await (const folders of listFolders(run.lake, prefix, run.signal)) {
      swept.push(...(await sweepAbandoned(run, folders)));
    }
  }
  // Scratch is of use only to an unfinished batch, and of this ledger's there is none.
  for await (const folders of listFolders(run.lake, WORK_PREFIX, run.signal)) {
    const own = await ownOf(run.warehouse, folders);
    for (const folder of folders) {
      if (own.has(folder) || folder === PROBE_PREFIX) swept.push(...(await remove(run, folder)));
      else run.log.warn({ folder }, `${folder} is of no batch in the ledger, and stays`);
    }
  }
  if (swept.length > 0) run.log.warn({ swept }, `removed ${swept.length} leftovers of dead runs`);
  const folders = await sweepTemporaryFolders();
  if (folders.length > 0) run.log.info({ folders }, `removed ${folders.length} temporary folders of dead runs`);
  return swept;
}

/**
 * Only what the ledger calls abandoned. A batch is in the ledger before it writes anything, so one that the ledger does not
 * know is another ledger's, and its sales may count there.
 */
async function sweepAbandoned(run: RunContext, folders: readonly string[]): Promise<readonly string[]> {
  const byBatch = new Map(folders.map((folder) => [batchOfFolder(folder) ?? folder, folder]));
  const states = await batchStates(run.warehouse, [...byBatch.keys()]);
  const swept: string[] = [];
  for (const [batchId, folder] of byBatch) {
    if (states.get(batchId) === "abandoned") swept.push(...(await remove(run, folder)));
    else if (!states.has(batchId)) run.log.warn({ folder }, `${folder} is of no batch in the ledger, and stays`);
  }
  return swept;
}

/** The folder, if anything lay in it: servers that keep objects as files list empty directories, too, and do not let them go. */
async function remove(run: RunContext, folder: string): Promise<readonly string[]> {
  const objects = await deletePrefix(run.lake, folder, run.signal);
  return objects > 0 ? [folder] : [];
}
