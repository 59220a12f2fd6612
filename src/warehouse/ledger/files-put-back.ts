import { chunks } from "../chunks.ts";
import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const RECORD = "INSERT IGNORE INTO files_put_back (file_id) VALUES ?";

const PUT_BACK = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE file_id IN (SELECT file_id FROM files_put_back)
  ORDER BY file_id`;

const FORGET = "DELETE FROM files_put_back WHERE file_id IN (?)";

/** Says of kept files that copies of them will lie below `raw/`. */
export async function recordPutBack(db: Sql, fileIds: readonly number[]): Promise<void> {
  for (const chunk of chunks(fileIds)) await db.execute(RECORD, [chunk.map((fileId) => [fileId])]);
}

/** The kept files of which copies may lie below `raw/` that nobody has recorded yet, oldest first. */
export async function filesPutBack(db: Sql): Promise<readonly FileVersion[]> {
  return (await db.query(PUT_BACK)).map(fileVersion);
}

export async function forgetPutBack(db: Sql, fileIds: readonly number[]): Promise<void> {
  for (const chunk of chunks(fileIds)) await db.execute(FORGET, [chunk]);
}
