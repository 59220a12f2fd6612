import type { PersonalSubject } from "../../job/index.ts";
import type { FeedContract, Person } from "../../lake/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** What every step of an erasure works with. */
export interface Erasing {
  readonly run: RunContext;
  readonly subject: PersonalSubject;
  readonly person: Person;
  /** How files of the facts are written, and which of their columns stay. */
  readonly facts: FeedContract;
  /** How files of the subject's dimension are written. */
  readonly dimension: FeedContract;
  /** Only find out what there is. */
  readonly isDryRun: boolean;
  /** Attempts of the run that other batches have made. */
  readonly attemptsBefore: number;
}

/** What was found of the person, and where something may still be. The names are those of the summary line. */
export interface ErasureReport {
  /** Rows of the dimension that were emptied. */
  readonly dimensionRows: number;
  /** Rows of marts that showed something of it. */
  readonly martRows: number;
  /** Cleaned sales whose additional columns were emptied, counting or not. */
  readonly sales: number;
  /** Kept files that were rewritten, and records in them that were changed or left out. */
  readonly files: number;
  readonly records: number;
  /** Rejected rows whose text was removed. */
  readonly rejectedRows: number;
  /** Reasons, messages and examples in the ledger, and reasons beside refused files. */
  readonly texts: number;
  /** Published pages that were removed. */
  readonly reports: number;
  /** Kept files that nobody can look into: keys. */
  readonly unsearched: readonly string[];
  /** Files that wait below `raw/`: what they hold is for the next erasure. */
  readonly waiting: number;
}

export const NOTHING_FOUND: ErasureReport = {
  dimensionRows: 0,
  martRows: 0,
  sales: 0,
  files: 0,
  records: 0,
  rejectedRows: 0,
  texts: 0,
  reports: 0,
  unsearched: [],
  waiting: 0,
};

/** Whether the person was found anywhere. */
export function isFound({ unsearched: _, waiting: __, ...counts }: ErasureReport): boolean {
  return Object.values(counts).some((count) => count > 0);
}
