import { chunks } from "../chunks.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./file-version.ts";

const OPEN_BY_KEY = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE bucket = ? AND object_key IN (?)
    AND (status IN ('Pending', 'Processing', 'Failed') OR archive_state = 'due')
    AND archived_key IS NULL
  ORDER BY file_id`;

const LIVE_BY_KEY = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE bucket = ? AND object_key IN (?) AND status = 'Processed'
  ORDER BY file_id`;

const LIVE_BY_SHA = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE sha256 IN (?) AND status = 'Processed'
  ORDER BY file_id`;

const LIVE_OF_SIZES = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE size_bytes IN (?) AND status = 'Processed'
  ORDER BY file_id`;

const SAMPLED_OF_SIZES = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE sha256 LIKE 'etag:%' AND status = 'Processed' AND size_bytes IN (?)
  ORDER BY file_id`;

const BY_ID = `SELECT ${FILE_VERSION_COLUMNS} FROM staging_files WHERE file_id = ?`;

const NEWEST_BY_KEY = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE bucket = ? AND object_key IN (?)
  ORDER BY file_id`;

const LIVE_OF_MONTH = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE status = 'Processed' AND file_id IN (SELECT file_id FROM staging_file_months WHERE sales_month = ?)
  ORDER BY file_id`;

const LIVE_BY_ETAG = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE bucket = ? AND etag IN (?) AND status = 'Processed'
  ORDER BY file_id`;

const NEWEST_LIVE = `
  SELECT feed, MAX(file_id) AS file_id
  FROM staging_files
  WHERE status = 'Processed' AND feed IN (?)
  GROUP BY feed`;

/** The versions whose object may still lie in `raw/`, by key, oldest first: not settled yet, or not archived yet. */
export async function findOpenByKeys(
  db: Sql,
  bucket: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  return Map.groupBy(await findByKeys(db, OPEN_BY_KEY, bucket, keys), ({ objectKey }) => objectKey);
}

/** The version that counts now, by key: the one that a correction supersedes. */
export async function findLiveByKeys(
  db: Sql,
  bucket: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, FileVersion>> {
  return new Map((await findByKeys(db, LIVE_BY_KEY, bucket, keys)).map((file) => [file.objectKey, file]));
}

/** The versions that count now and have this content, by SHA-256, oldest first. */
export async function findLiveBySha(
  db: Sql,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const found: FileVersion[] = [];
  for (const chunk of chunks(hashes)) found.push(...(await db.query(LIVE_BY_SHA, [chunk])).map(fileVersion));
  return Map.groupBy(found, ({ sha256 }) => sha256 ?? "");
}

/** The versions that count and have one of these sizes: all, or those of which nobody read the whole content. */
export async function findLiveOfSizes(
  db: Sql,
  sizes: readonly number[],
  which: "all" | "sampled",
): Promise<readonly FileVersion[]> {
  const statement = which === "all" ? LIVE_OF_SIZES : SAMPLED_OF_SIZES;
  const found: FileVersion[] = [];
  for (const chunk of chunks([...new Set(sizes)])) found.push(...(await db.query(statement, [chunk])).map(fileVersion));
  return found;
}

/** The id of the last file of each feed that counts. */
export async function findNewestLive(db: Sql, feeds: readonly string[]): Promise<ReadonlySet<number>> {
  return new Set((await db.query(NEWEST_LIVE, [feeds])).map((row) => integer(row, "file_id")));
}

export async function findById(db: Sql, fileId: number): Promise<FileVersion | undefined> {
  return (await db.query(BY_ID, [fileId])).map(fileVersion)[0];
}

/** The last version of a key, whatever became of it. */
export async function findNewestByKey(db: Sql, bucket: string, key: string): Promise<FileVersion | undefined> {
  return (await findByKeys(db, NEWEST_BY_KEY, bucket, [key])).at(-1);
}

/** The versions that count and have sales in the month (yyyy-MM), oldest first. */
export async function findLiveOfMonth(db: Sql, salesMonth: string): Promise<readonly FileVersion[]> {
  return (await db.query(LIVE_OF_MONTH, [salesMonth])).map(fileVersion);
}

/** The versions that count now and had this ETag, oldest first: perhaps the same content. */
export async function findLiveByEtag(
  db: Sql,
  bucket: string,
  etags: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const found: FileVersion[] = [];
  for (const chunk of chunks(etags)) found.push(...(await db.query(LIVE_BY_ETAG, [bucket, chunk])).map(fileVersion));
  return Map.groupBy(found, ({ etag }) => etag);
}

async function findByKeys(db: Sql, statement: string, bucket: string, keys: readonly string[]) {
  const wanted = new Set(keys);
  const found: FileVersion[] = [];
  for (const chunk of chunks([...wanted])) found.push(...(await db.query(statement, [bucket, chunk])).map(fileVersion));
  // SQL takes `a` and `a ` for equal; to S3 they are two keys.
  return found.filter(({ objectKey }) => wanted.has(objectKey));
}
