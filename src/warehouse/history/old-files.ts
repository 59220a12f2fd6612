import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "../ledger/file-version.ts";
import type { Sql } from "../sql.ts";

/** What of the files that are kept is looked for. */
export interface OldFiles {
  /** The last change of their row: UTC, `yyyy-MM-dd HH:mm:ss.SSS`. */
  readonly before: string;
  readonly which: "quarantined" | "uncounted" | "all archived";
}

const OLD = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files f
  WHERE f.archived_key IS NOT NULL AND f.archive_state <> 'due' AND f.updated_at < ? AND f.file_id > ?`;

const PAGE = "ORDER BY f.file_id LIMIT ?";

/** The file that a dimension's row came from is kept, and of each feed the last one that counts. */
const NOT_NEEDED = `
    AND NOT EXISTS (SELECT 1 FROM dimension_sources s WHERE s.file_id = f.file_id)
    AND (
      f.status <> 'Processed'
      OR EXISTS (SELECT 1 FROM staging_files n WHERE n.feed = f.feed AND n.status = 'Processed' AND n.file_id > f.file_id)
    )`;

const STATEMENTS: Readonly<Record<OldFiles["which"], string>> = {
  quarantined: `${OLD} AND f.status = 'Invalid' ${PAGE}`,
  uncounted: `${OLD} AND f.status IN ('Duplicate', 'Superseded') ${NOT_NEEDED} ${PAGE}`,
  "all archived": `${OLD} AND f.status IN ('Duplicate', 'Superseded', 'Processed') ${NOT_NEEDED} ${PAGE}`,
};

const FORGET = "UPDATE staging_files SET archived_key = NULL WHERE file_id = ? AND archived_key = ?";

const AT_ONCE = 500;

/** The kept files of that age, by id, a page in memory at a time. */
export async function* oldFiles(db: Sql, { before, which }: OldFiles): AsyncGenerator<FileVersion> {
  for (let after = 0; ; ) {
    const page = (await db.query(STATEMENTS[which], [before, after, AT_ONCE])).map(fileVersion);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) return;
    after = last.fileId;
  }
}

/** Its object is removed; its row, which identifies content and key, stays. Can be repeated. */
export async function forgetKeptFile(db: Sql, { fileId, archivedKey }: FileVersion): Promise<void> {
  if (archivedKey !== null) await db.execute(FORGET, [fileId, archivedKey]);
}
