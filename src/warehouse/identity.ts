import type { Warehouse } from "./connection.ts";
import { integer, integerOrNull, text, textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** Which ledger this is, and what it knows of its bucket. */
export interface Identity {
  /** A UUID, made with the tables. A copy or a restored backup has the same. */
  readonly ledgerId: string;
  /** The bucket, with its prefix, that it was last used with, as `s3://…`; null before the first run. */
  readonly location: string | null;
  /** How many entries the ledger has written to the bucket's journal. */
  readonly journal: number;
  /** The last entry of the journal that the ledger knew when an adoption began that has not ended. */
  readonly adoptingFrom: number | null;
}

const READ = "SELECT ledger_id, location, journal, adopting_from FROM pipeline_identity WHERE name = 'ledger'";

const NEXT_JOURNAL = "UPDATE pipeline_identity SET journal = journal + 1 WHERE name = 'ledger'";

const BEGIN_ADOPTION = `
  UPDATE pipeline_identity
  SET adopting_from = COALESCE(adopting_from, journal), journal = GREATEST(journal, ?)
  WHERE name = 'ledger'`;

const END_ADOPTION = "UPDATE pipeline_identity SET adopting_from = NULL WHERE name = 'ledger'";

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
    journal: integer(row, "journal"),
    adoptingFrom: integerOrNull(row, "adopting_from"),
  };
}

export async function recordLocation(db: Sql, location: string): Promise<void> {
  await db.execute(RECORD_LOCATION, [location]);
}

/** Counts one more entry of the bucket's journal, and returns its number. */
export async function nextJournal(warehouse: Warehouse): Promise<number> {
  return await warehouse.transaction(async (sql) => {
    await sql.execute(NEXT_JOURNAL);
    return (await readIdentity(sql)).journal;
  });
}

/** The ledger goes on with the journal after its entry `last`. One adoption that has begun already goes on where it was. */
export async function beginAdoption(db: Sql, last: number): Promise<void> {
  await db.execute(BEGIN_ADOPTION, [last]);
}

export async function endAdoption(db: Sql): Promise<void> {
  await db.execute(END_ADOPTION);
}
