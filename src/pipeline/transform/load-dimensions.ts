import type { DimensionFeed } from "../../feeds/index.ts";
import { mapConcurrent, s3aUri, workPrefix } from "../../lake/index.ts";
import {
  cleanedDimension,
  cleanedDimensionSchema,
  conflictingKeys,
  dimensionRows,
  faultyOptionals,
  isDoubtful,
  tasksFor,
} from "../../records/index.ts";
import { col, count, countDistinct, countIf, type DataFrame, lit } from "../../spark-connect/index.ts";
import {
  effectiveDimensionQuery,
  type FileVersion,
  type LoadTables,
  readTableStorage,
  removeErased,
  removeOutdated,
  type TableStorage,
} from "../../warehouse/index.ts";
import { declaredDimension } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";
import { inLake } from "../spark/lake-writes.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import type { Attempt } from "./attempt.ts";
import { type FileRows, rowsFault } from "./file-rows.ts";
import { jdbcOptions } from "./jdbc.ts";
import { sourceFiles } from "./source-files.ts";

/** The dimensions, by name, as they will be after the commit: MySQL's rows, and over them those of this run's files. */
export type EffectiveDimensions = Readonly<Record<string, DataFrame>>;

/** The cleaned records of a dimension's files, which lie in scratch until the run ends. */
export function readCleanedDimension(run: RunContext, attempt: Attempt, feed: DimensionFeed): DataFrame {
  return run.spark.read.schema(cleanedDimensionSchema(feed)).parquet(s3aUri(run.lake, dimensionScratch(attempt, feed)));
}

function dimensionScratch(attempt: Attempt, { name }: DimensionFeed): string {
  return `${workPrefix(attempt.batchId)}dimensions/${name}/`;
}

/** Cleans the files of the dimensions into scratch, judges each, and fills the load tables with the rows to upsert. */
export async function loadDimensions(
  run: RunContext,
  attempt: Attempt,
  files: ReadonlyMap<string, readonly ValidFile[]>,
  loadTables: LoadTables,
): Promise<LoadedDimensions> {
  const dimensions = run.job.dimensions.filter(({ name }) => files.has(name));
  const tables = dimensions.map(({ dimension }) => dimension.table);
  const storage = await readTableStorage(run.warehouse, tables);
  const declared = new Map(dimensions.map((feed) => [feed.name, asStored(declaredDimension(run, feed), storage)]));
  // Small jobs that mostly wait: side by side they overlap.
  const judged = await mapConcurrent(
    [...declared.values()],
    { concurrency: dimensions.length, signal: run.signal },
    (feed) => loadDimension(run, attempt, { feed, files: files.get(feed.name) ?? [], loadTables }),
  );
  return { rows: judged.flat(), declared };
}

export interface LoadedDimensions {
  readonly rows: readonly FileRows[];
  /** The feeds as their rows were judged: with what the settings and their tables say. */
  readonly declared: ReadonlyMap<string, DimensionFeed>;
}

interface Loading {
  /** With what the settings and its table say. */
  readonly feed: DimensionFeed;
  readonly files: readonly ValidFile[];
  readonly loadTables: LoadTables;
}

async function loadDimension(
  run: RunContext,
  attempt: Attempt,
  { feed, files, loadTables }: Loading,
): Promise<readonly FileRows[]> {
  const { name } = feed;
  const sources = sourceFiles(run, files);
  await cleanedDimension(run.spark, feed, sources).write.parquet(
    ...inLake(run.lake, dimensionScratch(attempt, feed)),
    attempt.action(`clean ${name}`),
  );
  const scratch = readCleanedDimension(run, attempt, feed);
  // One task has all rows of a file and of a key: Spark exchanges none, for which it makes a job each time, longer than all the work.
  const cleaned = tasksFor(sources) === 1 ? scratch.coalesce(1) : scratch;
  const judged = await judgeFiles(run, attempt, { feed, files }, cleaned);
  const counting = judged.filter(({ fault }) => fault === undefined).map(({ source }) => source.file);
  const fileIds = counting.toSorted(byUpload).map(({ fileId }) => fileId);
  const dbtable = loadTables.dimensions[name];
  if (dbtable === undefined) throw new Error(`The batch ${attempt.batchId} has no load table for ${name}.`);
  await dimensionRows(run.spark, cleaned, feed, fileIds)
    .write.mode("append")
    .jdbc({ ...(await jdbcOptions(run.settings)), dbtable }, attempt.action(`load ${name}`));
  const outdated = await removeOutdated(run.warehouse, { feed, loadTable: dbtable, fileIds });
  if (outdated > 0)
    run.log.info({ feed: name, outdated }, `${name}: later uploads have brought ${outdated} of the rows already`);
  const erasedRows = await removeErased(run.warehouse, feed, dbtable);
  if (erasedRows === 0) return judged;
  run.log.warn({ feed: name, erasedRows }, `${name}: ${erasedRows} rows are of erased persons, and are left out`);
  return judged.map((rows, position) => (position === judged.length - 1 ? { ...rows, erasedRows } : rows));
}

/** The feed with what its table, which may be another's, holds of each column. */
function asStored(feed: DimensionFeed, storage: TableStorage): DimensionFeed {
  const table = storage.get(feed.dimension.table);
  const columns = feed.columns.map((column) => {
    const limits = table?.get(column.name);
    if (limits === undefined) return column;
    // A value that is left out would be none, which such a table does not take.
    return { ...column, storage: limits, ...(limits.required === true && { nullIfFaulty: false }) };
  });
  return { ...feed, columns };
}

/** Oldest first: when S3 took them, then by key. */
function byUpload(a: FileVersion, b: FileVersion): number {
  const uploaded = ({ lastModified, createdAt }: FileVersion) => Date.parse(lastModified ?? createdAt);
  return uploaded(a) - uploaded(b) || (a.objectKey < b.objectKey ? -1 : 1);
}

async function judgeFiles(
  run: RunContext,
  attempt: Attempt,
  { feed, files }: Pick<Loading, "feed" | "files">,
  cleaned: DataFrame,
): Promise<readonly FileRows[]> {
  const { key } = feed.dimension;
  const optionals = faultyOptionals(feed);
  const counts = await cleaned
    .groupBy("file_id")
    .agg(
      count(lit(1)).alias("row_count"),
      countIf(col("accepted").not()).alias("rejected"),
      countDistinct(key).alias("keys"),
      countIf(isDoubtful(col("accepted").not())).alias("doubtful"),
      ...optionals.map(({ isFaulty }, position) => countIf(col("accepted").and(isFaulty)).alias(faultyCount(position))),
    )
    .collect<Counts>(attempt.action(`count ${feed.name}`));
  // Only a repeated key can conflict, and most files have none.
  const repeated = counts.some(({ row_count, rejected, keys }) => row_count - rejected > keys);
  const conflicts = repeated
    ? await conflictingKeys(cleaned, feed).collect<Conflict>(attempt.action(`check the keys of ${feed.name}`))
    : [];
  return files.map((source) => {
    const ofFile = ({ file_id }: { readonly file_id: bigint }) => Number(file_id) === source.file.fileId;
    const counted: Partial<Counts> = counts.find(ofFile) ?? {};
    const rejected = Number(counted.rejected ?? 0n);
    const accepted = Number(counted.row_count ?? 0n) - rejected;
    const faultyOptionals = Object.fromEntries(
      optionals.map(({ column }, position) => [column.name, Number(counted[faultyCount(position)] ?? 0n)]),
    );
    const conflict = conflicts.find(ofFile);
    const fault =
      rowsFault(source, { accepted, rejected }, run.settings.run.maxRejectedRatio) ??
      (conflict && { code: "conflicting_key" as const, detail: `${key} ${conflict.key} has two different rows` });
    return {
      source,
      accepted,
      rejected,
      months: [],
      unknownReferences: {},
      lookalikes: {},
      faultyOptionals,
      doubtful: Number(counted.doubtful ?? 0n),
      fault,
    };
  });
}

/** Counts of a row's columns are named by position: a column may bear the name of another count. */
function faultyCount(position: number): `faulty_${number}` {
  return `faulty_${position}`;
}

interface Counts {
  readonly file_id: bigint;
  readonly row_count: bigint;
  readonly rejected: bigint;
  readonly keys: bigint;
  readonly doubtful: bigint;
  readonly [faulty: `faulty_${number}`]: bigint;
}

interface Conflict {
  readonly file_id: bigint;
  readonly key: number;
}

/**
 * Reads the dimensions over JDBC as they will be after the commit. Lazy: each action reads what it uses, with the password of now,
 * which may be a token that lasts a quarter of an hour.
 */
export async function effectiveDimensions(
  run: Pick<RunContext, "job" | "spark" | "settings">,
  loadTables: Pick<LoadTables, "dimensions">,
): Promise<EffectiveDimensions> {
  const jdbc = await jdbcOptions(run.settings);
  const read = (feed: DimensionFeed): DataFrame =>
    run.spark.read.jdbc({ ...jdbc, query: effectiveDimensionQuery(feed, loadTables.dimensions[feed.name]) });
  return Object.fromEntries(run.job.dimensions.map((feed) => [feed.name, read(feed)]));
}
