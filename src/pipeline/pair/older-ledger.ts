import { partitionedMarts } from "../../job/index.ts";
import { journalEntriesAfter, journalKey, locationOf, manifestKey, publishedBatch } from "../../lake/index.ts";
import { batchStates, readIdentity } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { PairError } from "./pair-error.ts";

type Compared = Pick<RunContext, "lake" | "warehouse" | "job" | "signal">;

/**
 * What the bucket shows of the past must be in the ledger: after a restore from a backup, or a failover to a replica that had not
 * received everything, it is not. Sales would be lost or counted twice, and ids given out again.
 *
 * @throws PairError older_ledger
 */
export async function requireLedgerOfToday(compared: Compared): Promise<void> {
  const sign = await signOfOlderLedger(compared);
  if (sign === undefined) return;
  throw new PairError(
    "older_ledger",
    `the ledger is older than the bucket ${locationOf(compared.lake)}: ${sign}. Was MySQL restored from a backup, or did it fail over? ` +
      "Nothing was changed. `sales-pipeline adopt --dry-run` shows what the ledger lacks, `sales-pipeline adopt` takes it back from the bucket; or restore a newer backup.",
  );
}

/** Undefined if there is none. */
export async function signOfOlderLedger(compared: Compared): Promise<string | undefined> {
  const { lake, warehouse, job, signal } = compared;
  const { journal } = await readIdentity(warehouse);
  for await (const { number } of journalEntriesAfter(lake, journal, signal)) {
    return `${journalKey(number)} tells of files, and the ledger has written entries up to ${journal} only`;
  }
  for (const { name } of partitionedMarts(job)) {
    const batchId = await publishedBatch(lake, name, signal);
    if (batchId === undefined) continue;
    const state = (await batchStates(warehouse, [batchId])).get(batchId);
    if (state === "committed" || state === "completed") continue;
    const known = state === undefined ? "does not know" : `calls ${state}`;
    return `${manifestKey(name)} was published by batch ${batchId}, which the ledger ${known}`;
  }
  return undefined;
}
