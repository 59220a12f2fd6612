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
  readonly code: FileFaultCode;
  /** What is wrong and where, for who has to mend the file. */
  readonly detail: string;
}
