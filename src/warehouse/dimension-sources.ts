import { DIMENSIONS, type DimensionFeed } from "./dimensions.ts";
import type { Sql } from "./sql.ts";
import { keyColumns } from "./table.ts";

/**
 * Which file each row of a dimension came from. The latest upload wins, in whatever order files are processed: by the time at which
 * S3 took them, then by key, then by the order in which the ledger saw them.
 */
const UPLOADED = (file: string) => `COALESCE(${file}.last_modified, ${file}.created_at)`;

const LATER_FILES = `
  SELECT 1
  FROM staging_files other
  WHERE other.feed = ? AND other.status IN ('Processed', 'Superseded') AND other.file_id NOT IN (?)
    AND ${UPLOADED("other")} >= (SELECT MIN(${UPLOADED("mine")}) FROM staging_files mine WHERE mine.file_id IN (?))
  LIMIT 1`;

/**
 * Takes the rows out of a load table that a later upload than theirs has brought already. The mostly only look is whether any file
 * of the feed is later than these.
 */
export async function removeOutdated(
  db: Sql,
  {
    feed,
    loadTable,
    fileIds,
  }: { readonly feed: DimensionFeed; readonly loadTable: string; readonly fileIds: readonly number[] },
): Promise<number> {
  if (fileIds.length === 0) return 0;
  if ((await db.query(LATER_FILES, [feed, fileIds, fileIds])).length === 0) return 0;
  return (await db.execute(removal(feed, loadTable), [feed])).affectedRows;
}

/** Records, with the commit, the file of each row of the load table. */
export async function recordSources(sql: Sql, feed: DimensionFeed, loadTable: string): Promise<void> {
  await sql.execute(recording(feed, loadTable), [feed]);
}

function removal(feed: DimensionFeed, loadTable: string): string {
  return `
    DELETE l
    FROM ${loadTable} l
    JOIN dimension_sources s ON s.feed = ? AND s.row_key = l.${keyOf(feed)}
    JOIN staging_files newer ON newer.file_id = s.file_id
    JOIN staging_files mine ON mine.file_id = l.file_id
    WHERE (${UPLOADED("newer")}, newer.object_key, newer.file_id) > (${UPLOADED("mine")}, mine.object_key, mine.file_id)`;
}

function recording(feed: DimensionFeed, loadTable: string): string {
  return `
    INSERT INTO dimension_sources (feed, row_key, file_id)
    SELECT ?, l.${keyOf(feed)}, l.file_id
    FROM ${loadTable} l
    ON DUPLICATE KEY UPDATE file_id = l.file_id`;
}

function keyOf(feed: DimensionFeed): string {
  return keyColumns(DIMENSIONS[feed]).join(", ");
}
