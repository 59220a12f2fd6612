import { chunks } from "../chunks.ts";
import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const UNCOUNTED = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files d
  WHERE d.status = 'Duplicate'
    AND d.sha256 IN (SELECT s.sha256 FROM staging_files s WHERE s.file_id IN (?))
    AND NOT EXISTS (
      SELECT 1 FROM staging_files c WHERE c.sha256 = d.sha256 AND c.feed = d.feed AND c.status = 'Processed'
    )
    AND NOT EXISTS (
      SELECT 1
      FROM staging_files n
      WHERE n.bucket = d.bucket AND n.object_key = d.object_key AND n.file_id > d.file_id
    )
  ORDER BY d.file_id`;

/**
 * Files that were once recorded as duplicates of the given ones, which count no more: their content is the last that their keys have
 * had, and counts nowhere now.
 */
export async function uncountedDuplicates(db: Sql, superseded: readonly number[]): Promise<readonly FileVersion[]> {
  const found: FileVersion[] = [];
  for (const chunk of chunks(superseded)) found.push(...(await db.query(UNCOUNTED, [chunk])).map(fileVersion));
  return found;
}
