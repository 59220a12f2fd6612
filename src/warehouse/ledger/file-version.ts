import { instant, instantOrNull, integer, integerOrNull, oneOf, type Row, text, textOrNull } from "../row.ts";
import { ARCHIVE_STATES, type ArchiveState, FILE_STATUSES, type FileStatus } from "./file-status.ts";

/** One content that an object key has had. A key that is written again is a new version. */
export interface FileVersion {
  readonly fileId: number;
  readonly bucket: string;
  readonly objectKey: string;
  /** The last part of the key. */
  readonly name: string;
  readonly etag: string;
  /** Hexadecimal; null until the content was read. */
  readonly sha256: string | null;
  readonly sizeBytes: number;
  /** When S3 took it: ISO 8601, UTC, milliseconds. Null in rows of earlier versions of the pipeline. */
  readonly lastModified: string | null;
  readonly feed: string;
  readonly status: FileStatus;
  readonly reason: string | null;
  /** How many runs could not read it. */
  readonly failures: number;
  readonly rowsRead: number | null;
  readonly rowsAccepted: number | null;
  readonly rowsRejected: number | null;
  readonly batchId: string | null;
  readonly archivedKey: string | null;
  readonly archiveState: ArchiveState;
  /** The run that changed it last. */
  readonly runId: string;
  /** ISO 8601, UTC, microseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Where a version is to be read: where it landed, or, adopted, where the bucket keeps it. */
export function contentKeyOf({ objectKey, archivedKey }: Pick<FileVersion, "objectKey" | "archivedKey">): string {
  return archivedKey ?? objectKey;
}

export const FILE_VERSION_COLUMNS = `
  file_id, bucket, object_key, etag, sha256, size_bytes, last_modified, feed, status, reason, failures, rows_read, rows_accepted,
  rows_rejected,
  batch_id, archived_key, archive_state, run_id, created_at, updated_at`;

export function fileVersion(row: Row): FileVersion {
  const objectKey = text(row, "object_key");
  return {
    fileId: integer(row, "file_id"),
    bucket: text(row, "bucket"),
    objectKey,
    name: objectKey.slice(objectKey.lastIndexOf("/") + 1),
    etag: text(row, "etag"),
    sha256: textOrNull(row, "sha256"),
    sizeBytes: integer(row, "size_bytes"),
    lastModified: instantOrNull(row, "last_modified"),
    feed: text(row, "feed"),
    status: oneOf(row, "status", FILE_STATUSES),
    reason: textOrNull(row, "reason"),
    failures: integer(row, "failures"),
    rowsRead: integerOrNull(row, "rows_read"),
    rowsAccepted: integerOrNull(row, "rows_accepted"),
    rowsRejected: integerOrNull(row, "rows_rejected"),
    batchId: textOrNull(row, "batch_id"),
    archivedKey: textOrNull(row, "archived_key"),
    archiveState: oneOf(row, "archive_state", ARCHIVE_STATES),
    runId: text(row, "run_id"),
    createdAt: instant(row, "created_at"),
    updatedAt: instant(row, "updated_at"),
  };
}
