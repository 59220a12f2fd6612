import { abortUploads, deletePrefix, workPrefix } from "../../lake/index.ts";
import { dropLoadTables } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** Removes what a batch needed only while it was built: its load tables and its scratch. Can be repeated. */
export async function cleanUp(run: RunContext, batchId: string): Promise<void> {
  await dropLoadTables(run.warehouse, batchId);
  await run.failpoint("load_tables_dropped");
  await abortUploads(run.lake, workPrefix(batchId));
  await deletePrefix(run.lake, workPrefix(batchId));
  await run.failpoint("scratch_removed");
}
