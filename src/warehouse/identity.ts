import { integer, text, textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** Which ledger this is, and what it knows of its bucket. */
export interface Identity {
  /** A UUID, made with the tables. A copy or a restored backup has the same. */
  readonly ledgerId: string;
  /** The bucket, with its prefix, that it was last used with, as `s3://…`; null before the first run. */
  readonly location: string | null;
  /** How often the ledger was made to agree with its bucket by `adopt`. */
  readonly epoch: number;
  /** The position in the bucket's journal from which an adoption that has not ended takes files back. */
  readonly adoptingFrom: string | null;
}

const READ = "SELECT ledger_id, location, epoch, adopting_from FROM pipeline_identity WHERE name = 'ledger'";

const RECORD_LOCATION = "UPDATE pipeline_identity SET location = ? WHERE name = 'ledger'";

export async function readIdentity(db: Sql): Promise<Identity> {
  const [row] = await db.query(READ);
  if (row === undefined) {
    throw new Error(
      "pipeline_identity has lost its row: which bucket is this ledger's? Restore the table from a backup.",
    );
  }
  return {
    ledgerId: text(row, "ledger_id"),
    location: textOrNull(row, "location"),
    epoch: integer(row, "epoch"),
    adoptingFrom: textOrNull(row, "adopting_from"),
  };
}

export async function recordLocation(db: Sql, location: string): Promise<void> {
  await db.execute(RECORD_LOCATION, [location]);
}
