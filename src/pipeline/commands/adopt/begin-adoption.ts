import { journalEntriesAfter } from "../../../lake/index.ts";
import { beginAdoption, readIdentity } from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";
import { claimPair, requireOwnBucket } from "../../pair/claim-bucket.ts";
import { checkServer } from "../../server/check-server.ts";

/**
 * Instead of the check that the ledger is of today. From here until the adoption ends, no other command changes anything; the ledger
 * goes on with the journal after its last entry.
 */
export async function beginAdopting(run: RunContext): Promise<void> {
  const identity = await readIdentity(run.warehouse);
  const stored = await requireOwnBucket(run, identity);
  await checkServer(run);
  let last = identity.journal;
  for await (const { number } of journalEntriesAfter(run.lake, last, run.signal)) last = number;
  await beginAdoption(run.warehouse, last);
  await claimPair(run, identity, stored);
}
