import type { Settings } from "../../../config/index.ts";
import type { Job } from "../../../job/index.ts";
import { openLake } from "../../../lake/index.ts";
import { openWarehouse, readIdentity, requireLedger } from "../../../warehouse/index.ts";
import { requireOwnBucket } from "../../pair/claim-bucket.ts";
import { findLost, type Lost } from "./find-lost.ts";

/** Finds out what `adopt` would take back. Needs no lease and changes nothing. */
export async function planAdopt(job: Job, settings: Settings): Promise<Lost> {
  await using warehouse = await openWarehouse(settings.mysql);
  await requireLedger(warehouse, job);
  const lake = openLake(settings.s3);
  try {
    const identity = await readIdentity(warehouse);
    const signal = new AbortController().signal;
    await requireOwnBucket({ lake, signal }, identity);
    return await findLost({ lake, warehouse }, identity.adoptingFrom ?? identity.journal);
  } finally {
    lake.close();
  }
}
