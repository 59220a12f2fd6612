import { dimensionOf } from "../../job/index.ts";
import { type FileVersion, findLiveByKeys } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { findFile, keyBelow } from "./find-file.ts";
import { VoidError } from "./void-error.ts";

/**
 * The version that counts: by its id, by its key in `raw/`, or by the key where it is kept.
 *
 * @throws VoidError if there is none, or if its rows cannot be taken back
 */
export async function voidTarget(
  run: Pick<RunContext, "job" | "warehouse" | "lake">,
  text: string,
): Promise<FileVersion> {
  const asked = keyBelow(run.lake, text);
  const live = (await findLiveByKeys(run.warehouse, run.lake.bucket, [asked])).get(asked);
  const file = live ?? (await findFile(run, asked));
  if (file === undefined) {
    throw new VoidError(asked, "the ledger has no such file. `sales-pipeline status` and `report` list keys and ids.");
  }
  const what = `file ${file.fileId} (${file.objectKey})`;
  if (file.status !== "Processed") {
    const why = file.reason === null ? "" : `: ${file.reason}`;
    throw new VoidError(what, `it is ${file.status}${why}. Only a file that counts (Processed) can be taken back.`);
  }
  if (dimensionOf(run.job, file.feed) !== undefined) {
    throw new VoidError(
      what,
      `its rows were merged into the dimension of ${file.feed}, and cannot be told from others'. Land a file with the right rows.`,
    );
  }
  return file;
}
