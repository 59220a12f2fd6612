import { type Lake, locationOf, PIPELINE_KEY } from "../lake/index.ts";
import { requireOwnBucket } from "../pipeline/pair/claim-bucket.ts";
import { readIdentity, type Warehouse } from "../warehouse/index.ts";
import { type CheckResult, check } from "./check.ts";

/** Whether the bucket is this ledger's. */
export function checkPairOf(warehouse: Warehouse, lake: Lake, signal: AbortSignal): Promise<CheckResult> {
  return check("bucket and ledger", async () => {
    const stored = await requireOwnBucket({ lake, signal }, await readIdentity(warehouse));
    const location = locationOf(lake);
    return stored === undefined
      ? `nobody has claimed ${location}: the first run writes ${PIPELINE_KEY}`
      : `${location} belongs to this ledger, ${stored.ledgerId}`;
  });
}
