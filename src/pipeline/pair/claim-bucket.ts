import { claimBucket, locationOf, PIPELINE_KEY, type PipelineFile, readPipelineFile } from "../../lake/index.ts";
import { type Identity, recordLocation } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { PairError } from "./pair-error.ts";

type Pair = Pick<RunContext, "lake" | "warehouse" | "log" | "signal">;

/**
 * What the bucket says of itself; undefined where no ledger has claimed it and this one may.
 *
 * @throws PairError if the bucket is another ledger's, or the ledger another bucket's
 */
export async function requireOwnBucket(
  { lake, signal }: Pick<Pair, "lake" | "signal">,
  identity: Identity,
): Promise<PipelineFile | undefined> {
  const location = locationOf(lake);
  const stored = await readPipelineFile(lake, signal);
  if (stored !== undefined) {
    if (stored.ledgerId !== identity.ledgerId) throw ofOtherLedger(location, stored, identity);
    return stored;
  }
  if (identity.location === null || identity.location === location) return undefined;
  throw new PairError(
    "wrong_bucket",
    `this ledger belongs to ${identity.location}, and ${location} has no ${PIPELINE_KEY}. Correct S3_BUCKET (and S3_PREFIX) or MYSQL_DATABASE; ` +
      `where all objects have moved, copy ${PIPELINE_KEY} as well.`,
  );
}

/**
 * Makes an unclaimed bucket this ledger's: of several that try at the same moment, one.
 *
 * @throws PairError if another ledger was faster
 */
export async function claimPair(
  { lake, warehouse, log, signal }: Pair,
  identity: Identity,
  stored: PipelineFile | undefined,
): Promise<void> {
  const location = locationOf(lake);
  if (stored === undefined) {
    const { ledgerId } = identity;
    const owner = await claimBucket(lake, { ledgerId }, signal);
    if (owner.ledgerId !== ledgerId) throw ofOtherLedger(location, owner, identity);
    log.info({ location, ledgerId }, `${location} belongs to this ledger from now on`);
  }
  if (identity.location !== location) await recordLocation(warehouse, location);
}

function ofOtherLedger(location: string, stored: PipelineFile, { ledgerId }: Identity): PairError {
  return new PairError(
    "wrong_bucket",
    `${location} belongs to the ledger ${stored.ledgerId}, this one is ${ledgerId} (${PIPELINE_KEY} and the table pipeline_identity say so). ` +
      "Correct S3_BUCKET (and S3_PREFIX) or MYSQL_DATABASE. If the other ledger is lost for good, docs/operations.md says how this one takes the bucket over.",
  );
}
