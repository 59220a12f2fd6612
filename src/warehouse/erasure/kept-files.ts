import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "../ledger/file-version.ts";
import type { Sql } from "../sql.ts";

const KEPT = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE archived_key IS NOT NULL AND feed IN (?) AND file_id > ?
  ORDER BY file_id
  LIMIT ?`;

const AT_ONCE = 500;

/** All files of the feeds that are kept, counting or not, quarantined ones too; by id, a page in memory at a time. */
export async function* keptFiles(db: Sql, feeds: readonly string[]): AsyncGenerator<FileVersion> {
  for (let after = 0; ; ) {
    const page = (await db.query(KEPT, [feeds, after, AT_ONCE])).map(fileVersion);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) return;
    after = last.fileId;
  }
}
