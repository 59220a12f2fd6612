/** What became of a file, as the ledger told it at the time. */
export interface JournalRecord {
  readonly fileId: number;
  readonly objectKey: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  /** ISO 8601, UTC. */
  readonly lastModified: string | null;
  readonly feed: string;
  readonly status: JournalStatus;
  readonly reason: string | null;
  readonly rowsRead: number | null;
  readonly rowsAccepted: number | null;
  readonly rowsRejected: number | null;
  /** Where its object is, or is about to be. */
  readonly keptAt: string;
}

export const JOURNAL_STATUSES = ["Processed", "Invalid", "Duplicate", "Superseded"] as const;
export type JournalStatus = (typeof JOURNAL_STATUSES)[number];

export function isFileRecord(fields: Readonly<Record<string, unknown>>): fields is JournalRecord & typeof fields {
  const isA = (type: string) => (name: string) => typeof fields[name] === type;
  const isNullOr = (type: string) => (name: string) => fields[name] === null || typeof fields[name] === type;
  return (
    ["fileId", "sizeBytes"].every(isA("number")) &&
    ["objectKey", "etag", "feed", "keptAt"].every(isA("string")) &&
    JOURNAL_STATUSES.some((status) => status === fields["status"]) &&
    ["sha256", "lastModified", "reason"].every(isNullOr("string")) &&
    ["rowsRead", "rowsAccepted", "rowsRejected"].every(isNullOr("number"))
  );
}
