import { chunks } from "../chunks.ts";
import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const DUE = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE archive_state = 'due' AND file_id > ?
  ORDER BY file_id
  LIMIT ?`;

const ARCHIVED = "UPDATE staging_files SET archive_state = 'done', archived_key = ? WHERE file_id = ?";

const REPLACED = "UPDATE staging_files SET archive_state = 'replaced', archived_key = ? WHERE file_id = ?";

const LISTED_AGAIN =
  "UPDATE staging_files SET archive_state = 'none' WHERE file_id IN (?) AND archive_state = 'replaced'";

const PAGE = 500;

/** Every file whose object has to leave `raw/`, oldest first, a page in memory at a time. */
export async function* filesDueForArchive(db: Sql): AsyncGenerator<FileVersion> {
  for (let after = 0; ; ) {
    const page = (await db.query(DUE, [after, PAGE])).map(fileVersion);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.fileId;
  }
}

/** Its object lies under `archivedKey` now, and no longer in `raw/`. Can be repeated. */
export async function markArchived(db: Sql, fileId: number, archivedKey: string): Promise<void> {
  await db.execute(ARCHIVED, [archivedKey, fileId]);
}

/**
 * Its object was overwritten or removed by others before it was archived. `archivedKey` is where it lies all the same, if it
 * was copied before that. Can be repeated.
 */
export async function markReplaced(db: Sql, fileId: number, archivedKey: string | null): Promise<void> {
  await db.execute(REPLACED, [archivedKey, fileId]);
}

/** Files that wait, and whose objects had vanished, are listed in `raw/` again. Can be repeated. */
export async function markListedAgain(db: Sql, fileIds: readonly number[]): Promise<void> {
  for (const chunk of chunks(fileIds)) await db.execute(LISTED_AGAIN, [chunk]);
}
