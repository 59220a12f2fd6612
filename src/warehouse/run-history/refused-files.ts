import { instant, integer, oneOf, type Row, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";

const STATUSES = ["Failed", "Invalid"] as const;

/** A file that does not count for a reason of its own, and that no later version of its key has replaced. */
export interface RefusedFile {
  readonly fileId: number;
  readonly feed: string;
  readonly objectKey: string;
  readonly status: (typeof STATUSES)[number];
  readonly reason: string;
  /** ISO 8601 */
  readonly changedAt: string;
}

export interface RefusedFiles {
  /** Those first that runs still try, then the latest. */
  readonly named: readonly RefusedFile[];
  /** The others with them. */
  readonly total: number;
}

// The collation takes `a` and `a ` for equal, which are two keys of S3.
const REFUSED = `
  FROM staging_files AS refused
  WHERE refused.status IN (?)
    AND NOT EXISTS (
      SELECT 1
      FROM staging_files AS later
      WHERE later.object_key = refused.object_key AND LENGTH(later.object_key) = LENGTH(refused.object_key)
        AND later.bucket = refused.bucket AND later.file_id > refused.file_id
    )`;

const COLUMNS = "file_id, feed, object_key, status, reason, updated_at";

const NAMED = `
  SELECT ${COLUMNS}
  ${REFUSED}
  ORDER BY status = 'Failed' DESC, file_id DESC
  LIMIT ?`;

const TOTAL = `SELECT COUNT(*) AS files ${REFUSED}`;

const IN_RUN = `
  SELECT ${COLUMNS}
  FROM staging_files
  WHERE status IN (?) AND run_id = ?
  ORDER BY status = 'Failed' DESC, file_id
  LIMIT ?`;

/** Those of all runs. */
export async function refusedFiles(db: Sql, limit: number): Promise<RefusedFiles> {
  const [counted = {}] = await db.query(TOTAL, [STATUSES]);
  return { named: (await db.query(NAMED, [STATUSES, limit])).map(refusedFile), total: integer(counted, "files") };
}

/** Those of one run, failed ones first. */
export async function refusedInRun(db: Sql, runId: string, limit: number): Promise<readonly RefusedFile[]> {
  return (await db.query(IN_RUN, [STATUSES, runId, limit])).map(refusedFile);
}

function refusedFile(row: Row): RefusedFile {
  return {
    fileId: integer(row, "file_id"),
    feed: text(row, "feed"),
    objectKey: text(row, "object_key"),
    status: oneOf(row, "status", STATUSES),
    reason: textOrNull(row, "reason") ?? "",
    changedAt: instant(row, "updated_at"),
  };
}
