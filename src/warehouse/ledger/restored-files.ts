import { chunks } from "../chunks.ts";
import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const RECORD = "INSERT IGNORE INTO restored_files (file_id) VALUES ?";

const RESTORED = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE file_id IN (SELECT file_id FROM restored_files)
  ORDER BY file_id`;

const FORGET = "DELETE FROM restored_files WHERE file_id IN (?)";

/** Says of kept files that copies of them will lie below `raw/`. */
export async function recordRestored(db: Sql, fileIds: readonly number[]): Promise<void> {
  for (const chunk of chunks(fileIds)) await db.execute(RECORD, [chunk.map((fileId) => [fileId])]);
}

/** The kept files of which copies may lie below `raw/` that nobody has recorded yet, oldest first. */
export async function restoredFiles(db: Sql): Promise<readonly FileVersion[]> {
  return (await db.query(RESTORED)).map(fileVersion);
}

export async function forgetRestored(db: Sql, fileIds: readonly number[]): Promise<void> {
  for (const chunk of chunks(fileIds)) await db.execute(FORGET, [chunk]);
}
