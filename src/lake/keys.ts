// Every key of the lake. A key is not escaped here: see `spark-path.ts` and `copy-source.ts` for who wants it otherwise.

export const RAW_PREFIX = "raw/";
export const PROCESSED_SALES_PREFIX = "processed/sales/";
export const ERROR_ROWS_PREFIX = "error/rows/";
/** Published pages of runs. */
export const REPORTS_PREFIX = "reports/";
export const WORK_PREFIX = "_work/";
export const PROBE_PREFIX = `${WORK_PREFIX}probe/`;
/** Says whose ledger the bucket belongs to. */
export const PIPELINE_KEY = "_pipeline.json";
/** What became of the files that the bucket keeps. */
export const JOURNAL_PREFIX = "_pipeline/journal/";

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

export function isReasonKey(key: string): boolean {
  return key.endsWith(REASON_SUFFIX);
}

/** The folder that an object lies in, with a `/` at its end. */
export function folderOfKey(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
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

/** The batch whose folder a key lies in, if it lies in one. */
export function batchOfKey(key: string): string | undefined {
  return /\/batch=(?<batchId>[^/]+)\//.exec(key)?.groups?.["batchId"];
}

/** The id of the file that is kept at a key, or undefined for any other key. */
export function fileOfKey(key: string): number | undefined {
  const { fileId } = /^(?:error|processed)\/files\/[^/]+\/(?<fileId>[1-9]\d{0,15})\//.exec(key)?.groups ?? {};
  return fileId === undefined ? undefined : Number(fileId);
}

/** One month (yyyy-MM) of them; also the partition that holds the rejected rows until they are exported. */
export function cleanedSalesMonthPrefix(batchId: string, salesMonth: string): string {
  return `${cleanedSalesPrefix(batchId)}sales_month=${salesMonth}/`;
}

/** An entry of the journal; the keys are in the order of the numbers. */
export function journalKey(number: number): string {
  return `${JOURNAL_PREFIX}${String(number).padStart(JOURNAL_DIGITS, "0")}.jsonl`;
}

const JOURNAL_DIGITS = 12;

/** The number of such an entry, or undefined for any other key. */
export function journalNumber(key: string): number | undefined {
  const { digits } = /^(?<digits>\d{12})\.jsonl$/.exec(key.slice(JOURNAL_PREFIX.length))?.groups ?? {};
  return digits === undefined ? undefined : Number(digits);
}

/** Where a mart lies as Parquet. */
export function martPrefix(mart: string): string {
  return `processed/${mart}/`;
}

/** The one object of a partition: `path` is its folder below the mart's, `store_id=121/sales_month=2023-03`. */
export function partitionKey(mart: string, path: string): string {
  return `${martPrefix(mart)}${path}/${PARTITION_OBJECT}`;
}

const PARTITION_OBJECT = "data.parquet";

/** The path of such a key, or undefined for any other key. The columns are those that the mart is partitioned by. */
export function pathOfPartition(mart: string, columns: readonly string[], key: string): string | undefined {
  const [prefix, suffix] = [martPrefix(mart), `/${PARTITION_OBJECT}`];
  if (!key.startsWith(prefix) || !key.endsWith(suffix)) return undefined;
  const path = key.slice(prefix.length, -suffix.length);
  const parts = path.split("/");
  const isPartition =
    parts.length === columns.length &&
    columns.every(
      (column, at) => VALUE.test(parts[at]?.slice(column.length) ?? "") && parts[at]?.startsWith(`${column}=`),
    );
  return isPartition ? path : undefined;
}

/** A number or a month. */
const VALUE = /^=(\d{4}-\d{2}|-?[1-9]\d*|0)$/;

export function manifestKey(mart: string): string {
  return `${martPrefix(mart)}_manifest.json`;
}

/** Scratch of a batch. */
export function workPrefix(batchId: string): string {
  return `${WORK_PREFIX}batch=${batchId}/`;
}

/** An object of the pipeline's own that shows what S3 allows. Below `_work/`, where a sweep finds one that was left. */
export function probeKey(name: string): string {
  return `${PROBE_PREFIX}${name}`;
}

/** The end of a name that would be too long as part of a key: the end holds the extension. */
function shortened(name: string): string {
  const room = LONGEST_NAME_BYTES - REASON_SUFFIX.length;
  const characters = [...name];
  while (Buffer.byteLength(characters.join("")) > room) characters.shift();
  return characters.join("");
}
