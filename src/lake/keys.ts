// Every key of the lake. A key is not escaped here: see `spark-path.ts` and `copy-source.ts` for who wants it otherwise.

export const RAW_PREFIX = "raw/";
export const PROCESSED_SALES_PREFIX = "processed/sales/";
export const SALES_TEAM_MART_PREFIX = "processed/sales_team_data_mart/";
export const ERROR_ROWS_PREFIX = "error/rows/";
export const WORK_PREFIX = "_work/";

/** S3 allows 1,024 bytes for a key, file systems behind other servers 255 for each part of it. */
const LONGEST_NAME_BYTES = 255;
const REASON_SUFFIX = ".reason.json";

/** Where files of a feed land. */
export function rawPrefix(feed: string): string {
  return `${RAW_PREFIX}${feed}/`;
}

/** The first folder below `raw/`, or undefined for an object that lies in none. */
export function feedOfKey(key: string): string | undefined {
  const [raw, feed, ...rest] = key.split("/");
  return `${raw}/` === RAW_PREFIX && rest.length > 0 ? feed : undefined;
}

/** The last part of a key. */
export function nameOfKey(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** A key that ends in `/` only makes a console show an empty folder; it is no file. */
export function isFolderMarker(key: string): boolean {
  return key.endsWith("/");
}

/** Where a file that was processed is kept. */
export function processedFileKey(feed: string, fileId: number, name: string): string {
  return `processed/files/${feed}/${fileId}/${shortened(name)}`;
}

/** Where a quarantined file is kept; `feed` is undefined when it belongs to none that is known. */
export function errorFileKey(feed: string | undefined, fileId: number, name: string): string {
  return `error/files/${feed ?? "_unknown"}/${fileId}/${shortened(name)}`;
}

/** Why the file at this key is quarantined. */
export function reasonKeyOf(errorKey: string): string {
  return `${errorKey}${REASON_SUFFIX}`;
}

/** Rows that a batch rejected. */
export function errorRowsPrefix(batchId: string): string {
  return `${ERROR_ROWS_PREFIX}batch=${batchId}/`;
}

/** Sales that a batch accepted. */
export function cleanedSalesPrefix(batchId: string): string {
  return `${PROCESSED_SALES_PREFIX}batch=${batchId}/`;
}

/** The batch of such a folder, or of another that bears a batch's name; undefined for any other. */
export function batchOfFolder(folder: string): string | undefined {
  return /\/batch=(?<batchId>[^/]+)\/$/.exec(folder)?.groups?.["batchId"];
}

/** One month (yyyy-MM) of them; also the partition that holds the rejected rows until they are exported. */
export function cleanedSalesMonthPrefix(batchId: string, salesMonth: string): string {
  return `${cleanedSalesPrefix(batchId)}sales_month=${salesMonth}/`;
}

/** The one object of a store's month (yyyy-MM) in the partitioned mart. */
export function partitionKey(storeId: number, salesMonth: string): string {
  return `${SALES_TEAM_MART_PREFIX}store_id=${storeId}/sales_month=${salesMonth}/data.parquet`;
}

/** The store and month of such a key, or undefined for any other key. */
export function partitionOfKey(key: string): { readonly storeId: number; readonly salesMonth: string } | undefined {
  const { storeId, salesMonth } = PARTITION.exec(key)?.groups ?? {};
  return storeId === undefined || salesMonth === undefined ? undefined : { storeId: Number(storeId), salesMonth };
}

const PARTITION = new RegExp(
  `^${SALES_TEAM_MART_PREFIX}store_id=(?<storeId>[1-9]\\d*)/sales_month=(?<salesMonth>\\d{4}-\\d{2})/data\\.parquet$`,
);

export function manifestKey(): string {
  return `${SALES_TEAM_MART_PREFIX}_manifest.json`;
}

/** Scratch of a batch. */
export function workPrefix(batchId: string): string {
  return `${WORK_PREFIX}batch=${batchId}/`;
}

/** An object of the pipeline's own that shows what S3 allows. Below `_work/`, where a sweep finds one that was left. */
export function probeKey(name: string): string {
  return `${WORK_PREFIX}probe/${name}`;
}

/** The end of a name that would be too long as part of a key: the end holds the extension. */
function shortened(name: string): string {
  const room = LONGEST_NAME_BYTES - REASON_SUFFIX.length;
  const characters = [...name];
  while (Buffer.byteLength(characters.join("")) > room) characters.shift();
  return characters.join("");
}
