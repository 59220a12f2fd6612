import type { Decimal } from "../../spark-connect/index.ts";
import type { SalesDates } from "../../warehouse/index.ts";
import type { ValidFile } from "../validate/valid-file.ts";

/** What Spark made of the records of one file. */
export interface FileRows {
  readonly source: ValidFile;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted sales by month, yyyy-MM; none for a dimension. */
  readonly months: readonly MonthRows[];
  /** From which day to which they are, yyyy-MM-dd; undefined where there are none. */
  readonly dates?: SalesDates | undefined;
  /** Accepted facts whose reference is in no dimension, by dimension. */
  readonly unknownReferences: Readonly<Record<string, number>>;
  /** Rejected facts that look like something that another setting would let count, by their warning. */
  readonly lookalikes: Readonly<Record<string, number>>;
  /** Accepted rows of a dimension from which a faulty value was left out, by column. */
  readonly faultyOptionals: Readonly<Record<string, number>>;
  /** Rows of persons that are erased: what they brought is left out. Of several files of a dimension the last one counts them. */
  readonly erasedRows?: number;
  /** Rows in which something may be wrong with the file, of a sampled one: the driver has to look at all of it. */
  readonly doubtful: number;
  /** Why the file is Invalid as a whole, or undefined: then its accepted rows count. */
  readonly fault: RowsFault | undefined;
}

export interface MonthRows {
  readonly salesMonth: string;
  readonly rowCount: number;
  readonly totalSales: Decimal;
}

export interface RowsFault {
  readonly code: "too_many_rejected_rows" | "corrupt_file" | "conflicting_key";
  readonly detail: string;
}

/**
 * Judges a file by its rows.
 *
 * The driver counted the records when it inspected the file, by another way than Spark's: if the two disagree, some row
 * was torn, swallowed or doubled, and none of the file can be trusted. Of a sampled text it has counted none.
 */
export function rowsFault(
  source: ValidFile,
  counts: { readonly accepted: number; readonly rejected: number },
  maxRejectedRatio: number,
): RowsFault | undefined {
  const { records } = source.inspection;
  const read = counts.accepted + counts.rejected;
  if (records !== undefined && read !== records) {
    return { code: "corrupt_file", detail: `it holds ${records} records, of which Spark read ${read}` };
  }
  if (counts.rejected > maxRejectedRatio * read) {
    return { code: "too_many_rejected_rows", detail: `${counts.rejected} of ${read} rows were rejected` };
  }
  return undefined;
}
