import { chunks } from "../chunks.ts";
import type { Warehouse } from "../connection.ts";
import { fitText } from "../fit-text.ts";
import type { Sql } from "../sql.ts";
import { appendEvents } from "./file-event.ts";
import type { ArchiveState, FileStatus } from "./file-status.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

/** A version that the bucket keeps and the ledger lacks. */
export interface AdoptedFile {
  /** Null lets the ledger give one out. */
  readonly fileId: number | null;
  readonly bucket: string;
  readonly objectKey: string;
  readonly etag: string;
  readonly sha256: string | null;
  readonly sizeBytes: number;
  readonly lastModified: string | null;
  readonly feed: string;
  readonly status: Extract<FileStatus, "Pending" | "Invalid" | "Duplicate" | "Superseded">;
  readonly reason: string | null;
  readonly rowsRead: number | null;
  readonly rowsAccepted: number | null;
  readonly rowsRejected: number | null;
  readonly archivedKey: string;
}

const INSERT = `
  INSERT INTO staging_files
    (file_id, bucket, object_key, etag, sha256, size_bytes, last_modified, feed, status, reason, rows_read, rows_accepted,
     rows_rejected, archived_key, archive_state, run_id)
  VALUES (?)`;

const WAITING = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE status IN ('Pending', 'Failed') AND archived_key IS NOT NULL
  ORDER BY file_id`;

const KEPT_ALREADY = `
  UPDATE staging_files
  SET archived_key = ?, etag = ?, archive_state = 'none'
  WHERE file_id = ? AND status IN ('Pending', 'Failed')`;

const BY_IDS = `SELECT ${FILE_VERSION_COLUMNS} FROM staging_files WHERE file_id IN (?) ORDER BY file_id`;

const USE_ID =
  "INSERT INTO staging_files (file_id, bucket, object_key, etag, size_bytes, feed, status, run_id) VALUES (?, '', '', '', 0, '', 'Superseded', '')";

const FORGET_ID = "DELETE FROM staging_files WHERE file_id = ?";

/** Takes files into the ledger, each with the id that it has in the bucket. */
export function insertAdopted(warehouse: Warehouse, runId: string, files: readonly AdoptedFile[]): Promise<void> {
  return warehouse.transaction(async (sql) => {
    for (const file of files) {
      const { insertId } = await sql.execute(INSERT, [rowOf(file, runId)]);
      const fileId = file.fileId ?? insertId;
      const event = { fileId, from: null, to: file.status, runId, batchId: null, message: "adopted from the bucket" };
      await appendEvents(sql, "changed", [event]);
    }
  });
}

/** A file that waits in the ledger, and that the bucket keeps already: it is read there. */
export async function markKeptAlready(
  db: Sql,
  { fileId, etag, archivedKey }: { readonly fileId: number; readonly etag: string; readonly archivedKey: string },
): Promise<void> {
  await db.execute(KEPT_ALREADY, [archivedKey, etag, fileId]);
}

/** The adopted versions that are still to be processed, oldest first. */
export async function findAdopted(db: Sql): Promise<readonly FileVersion[]> {
  return (await db.query(WAITING)).map(fileVersion);
}

export async function findByIds(db: Sql, fileIds: readonly number[]): Promise<ReadonlyMap<number, FileVersion>> {
  const found = new Map<number, FileVersion>();
  for (const chunk of chunks(fileIds)) {
    for (const row of await db.query(BY_IDS, [chunk])) {
      const file = fileVersion(row);
      found.set(file.fileId, file);
    }
  }
  return found;
}

/** No id up to this one is given out any more. InnoDB counts on from the largest that was ever inserted. */
export async function useIdsUpTo(warehouse: Warehouse, fileId: number): Promise<void> {
  if ((await findByIds(warehouse, [fileId])).size > 0) return;
  await warehouse.transaction(async (sql) => {
    await sql.execute(USE_ID, [fileId]);
    await sql.execute(FORGET_ID, [fileId]);
  });
}

function rowOf(file: AdoptedFile, runId: string): readonly (string | number | null)[] {
  const archiveState: ArchiveState = file.status === "Pending" ? "none" : "done";
  return [
    file.fileId,
    file.bucket,
    file.objectKey,
    file.etag,
    file.sha256,
    file.sizeBytes,
    file.lastModified?.replace("T", " ").replace("Z", "") ?? null,
    file.feed,
    file.status,
    file.reason === null ? null : fitText("staging_files.reason", file.reason),
    file.rowsRead,
    file.rowsAccepted,
    file.rowsRejected,
    file.archivedKey,
    archiveState,
    runId,
  ];
}
