import { integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { FILE_STATUSES } from "./file-status.ts";
import type { FileVersion } from "./file-version.ts";

/** A file version without a verdict; not one that was adopted, and is read where it is kept. */
export type WaitingFile = Pick<FileVersion, "fileId" | "objectKey" | "etag" | "status" | "failures" | "archiveState">;

const WAITING = `
  SELECT file_id, object_key, etag, status, failures
  FROM staging_files
  WHERE bucket = ? AND status IN ('Pending', 'Failed') AND archive_state = 'none' AND archived_key IS NULL`;

const UP_TO = `${WAITING} AND object_key > ? AND object_key <= ? AND file_id > ? ORDER BY file_id LIMIT ?`;

const TO_THE_END = `${WAITING} AND object_key > ? AND file_id > ? ORDER BY file_id LIMIT ?`;

const PAGE = 1_000;

/**
 * The versions that wait for an object whose key comes after `after` and, if `upTo` is given, not after that: a page in memory at a
 * time. Keys are in the order of their bytes.
 */
export async function* findWaiting(
  db: Sql,
  bucket: string,
  { after, upTo }: { readonly after: string; readonly upTo: string | undefined },
): AsyncGenerator<readonly WaitingFile[]> {
  for (let last = 0; ; ) {
    const rows =
      upTo === undefined
        ? await db.query(TO_THE_END, [bucket, after, last, PAGE])
        : await db.query(UP_TO, [bucket, after, upTo, last, PAGE]);
    const page = rows.map(
      (row): WaitingFile => ({
        fileId: integer(row, "file_id"),
        objectKey: text(row, "object_key"),
        etag: text(row, "etag"),
        status: oneOf(row, "status", FILE_STATUSES),
        failures: integer(row, "failures"),
        archiveState: "none",
      }),
    );
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.fileId ?? last;
  }
}
