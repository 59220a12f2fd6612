import { MOST_FAULTS } from "./limits.ts";

/** Why a file as a whole cannot be taken. The rows have codes of their own. */
export type FileFaultCode =
  | "unknown_feed"
  | "unsupported_format"
  | "bad_name"
  | "empty_file"
  | "missing_header"
  | `missing_column:${string}`
  | `duplicate_column:${string}`
  | `wrong_type:${string}`
  | "bad_encoding"
  | "corrupt_file";

export interface FileFault {
  /** A column's name in it is printable, and cut where it is long. */
  readonly code: FileFaultCode;
  /** What is wrong and where, for who has to mend the file; printable. */
  readonly detail: string;
}

/** No more faults than help anybody; the last one says how many are left out. */
export function cappedFaults(faults: readonly FileFault[]): readonly FileFault[] {
  const kept = faults.slice(0, MOST_FAULTS);
  const more = faults.length - kept.length;
  return kept.map(({ code, detail }, position) =>
    more > 0 && position === kept.length - 1 ? { code, detail: `${detail}; … and ${more} more` } : { code, detail },
  );
}
