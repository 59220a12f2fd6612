/** A record's values by column, null where it has none; or the reason why it cannot be taken apart. */
export type FileRecord = ReadonlyMap<string, string | null> | "wrong_field_count" | "unparsable";

export interface FileRecords {
  /** Why the whole file is refused. Empty if it is not. */
  readonly faults: readonly string[];
  readonly records: readonly FileRecord[];
}
