import type { Settings } from "../../../config/index.ts";
import { openLake } from "../../../lake/index.ts";
import { openWarehouse, readIdentity, requireSchema } from "../../../warehouse/index.ts";
import { requireOwnBucket } from "../../pair/claim-bucket.ts";
import { findLostErasures, type LostErasures } from "./lost-erasures.ts";
import { findLostFiles, type LostFiles } from "./lost-files.ts";

/** Finds out what `adopt` would take back. Needs no lease and changes nothing. */
export async function planAdopt(settings: Settings): Promise<LostFiles & { readonly erasures: LostErasures }> {
  await using warehouse = await openWarehouse(settings.mysql);
  await requireSchema(warehouse);
  const lake = openLake(settings.s3);
  try {
    const identity = await readIdentity(warehouse);
    const signal = new AbortController().signal;
    await requireOwnBucket({ lake, signal }, identity);
    const after = identity.adoptingFrom ?? identity.journal;
    const looking = { lake, warehouse };
    return { ...(await findLostFiles(looking, after)), erasures: await findLostErasures(looking, after) };
  } finally {
    lake.close();
  }
}
