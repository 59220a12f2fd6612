import { chunks } from "../chunks.ts";
import type { Warehouse } from "../connection.ts";
import type { Sql } from "../sql.ts";
import { appendEvents } from "./file-event.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

export interface NewFileVersion {
  readonly bucket: string;
  readonly objectKey: string;
  readonly etag: string;
  readonly sizeBytes: number;
  /** When S3 took it: ISO 8601, UTC, milliseconds. */
  readonly lastModified: string | null;
  readonly feed: string;
}

const INSERT = `
  INSERT INTO staging_files (bucket, object_key, etag, size_bytes, last_modified, feed, status, run_id)
  VALUES ?`;

// Ids of one INSERT ascend in the order of its rows, but on a replicated server not always in steps of one.
const INSERTED = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE file_id >= ? AND run_id = ? AND status = 'Pending'
  ORDER BY file_id
  LIMIT ?`;

/** Records new file versions as Pending and returns them, in the order given. */
export function insertPending(
  warehouse: Warehouse,
  { runId, files }: { readonly runId: string; readonly files: readonly NewFileVersion[] },
): Promise<readonly FileVersion[]> {
  return warehouse.transaction(async (sql) => {
    const inserted: FileVersion[] = [];
    for (const chunk of chunks(files)) inserted.push(...(await insertChunk(sql, runId, chunk)));
    return inserted;
  });
}

async function insertChunk(sql: Sql, runId: string, files: readonly NewFileVersion[]): Promise<readonly FileVersion[]> {
  const rows = files.map((file) => [
    file.bucket,
    file.objectKey,
    file.etag,
    file.sizeBytes,
    file.lastModified?.replace("T", " ").replace("Z", "") ?? null,
    file.feed,
    "Pending",
    runId,
  ]);
  const { insertId } = await sql.execute(INSERT, [rows]);
  const inserted = (await sql.query(INSERTED, [insertId, runId, files.length])).map(fileVersion);
  await appendEvents(
    sql,
    "changed",
    inserted.map(({ fileId }) => ({ fileId, from: null, to: "Pending", runId, batchId: null, message: "discovered" })),
  );
  return inserted;
}
