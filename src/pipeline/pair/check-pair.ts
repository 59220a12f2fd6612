import { bindJob, readIdentity } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { checkServer } from "../server/check-server.ts";
import { claimPair, requireOwnBucket } from "./claim-bucket.ts";
import { requireLedgerOfToday } from "./older-ledger.ts";
import { PairError } from "./pair-error.ts";

/**
 * Before anything is changed: bucket and ledger belong together, and the ledger knows all that was done to the bucket. A bucket that
 * no ledger has claimed becomes this one's, and the S3 server is one that a run can work with.
 *
 * @throws PairError if not, and LakeError for a server that refuses what follows the commit
 */
export async function checkPair(run: RunContext): Promise<void> {
  const identity = await readIdentity(run.warehouse);
  const stored = await requireOwnBucket(run, identity);
  if (identity.adoptingFrom !== null) {
    throw new PairError(
      "unfinished_adoption",
      "`adopt` has begun to take the bucket's files back into this ledger, and has not ended. Run `sales-pipeline adopt` until it does.",
    );
  }
  await requireLedgerOfToday(run);
  await checkServer(run);
  await claimPair(run, identity, stored);
  await bindJob(run.warehouse, run.job);
}
