import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const SUPERSEDED_IN = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE status = 'Superseded' AND archived_key IS NOT NULL
    AND file_id IN (
      SELECT e.file_id
      FROM staging_file_events e
      JOIN batches b ON b.run_id = e.run_id
      WHERE b.batch_id = ? AND e.to_status = 'Superseded' AND e.outcome = 'changed'
    )
  ORDER BY file_id`;

/** The kept files that stopped to count in the run of a batch. */
export async function supersededIn(db: Sql, batchId: string): Promise<readonly FileVersion[]> {
  return (await db.query(SUPERSEDED_IN, [batchId])).map(fileVersion);
}
