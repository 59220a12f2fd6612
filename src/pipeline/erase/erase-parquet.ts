import { copyObject, headObject, listPages, sha256Of, sparkPath, workPrefix } from "../../lake/index.ts";
import {
  btrim,
  type Column,
  coalesce,
  col,
  count,
  type DataFrame,
  lit,
  SparkConnectError,
  when,
} from "../../spark-connect/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import { scratchIdOf } from "../context/run-id.ts";
import { inLake } from "../spark/lake-writes.ts";
import type { Erasing } from "./erasing.ts";
import { columnOf, columnsToKeep, type FilesFound, UNTOUCHED, unsearched } from "./kept-content.ts";
import { rememberRewritten } from "./remember-rewritten.ts";

/** The same of a Parquet file, which Spark reads and writes anew. */
export async function eraseParquet(erasing: Erasing, file: FileVersion): Promise<FilesFound> {
  const { run, isDryRun } = erasing;
  const { archivedKey } = file;
  if (archivedKey === null || (await headObject(run.lake, archivedKey, run.signal)) === undefined) return UNTOUCHED;
  try {
    const rows = run.spark.read.parquet(sparkPath({ lake: run.lake, key: archivedKey }).load);
    const rule = await ruleOf(erasing, file, rows);
    if (rule === undefined) return UNTOUCHED;
    const [counted] = await rows
      .filter(rule.isChanged)
      .agg(count(lit(1)).alias("records"))
      .collect<{ readonly records: bigint }>({ signal: run.signal });
    const records = Number(counted?.records ?? 0n);
    if (records === 0) return UNTOUCHED;
    if (!isDryRun) await replace(erasing, file, rule.change(rows));
    return { files: 1, records, unsearched: [] };
  } catch (error) {
    // Quarantined as such a file is, Spark may not be able to read it: nobody is.
    if (!(error instanceof SparkConnectError) || file.status !== "Invalid") throw error;
    return unsearched(file);
  }
}

interface ParquetRule {
  readonly isChanged: Column;
  readonly change: (rows: DataFrame) => DataFrame;
}

/** Undefined where the file has nothing of anybody. */
async function ruleOf(erasing: Erasing, { feed }: FileVersion, rows: DataFrame): Promise<ParquetRule | undefined> {
  const key = columnOf(erasing, feed);
  const keep = columnsToKeep(erasing, feed);
  const { fields } = await rows.schema({ signal: erasing.run.signal });
  if (!fields.some(({ name }) => name === key)) return undefined;
  const isOfPerson = coalesce(
    btrim(quoted(key).cast("string")).tryCast("bigint").eq(lit(erasing.person.key)),
    lit(false),
  );
  if (keep === undefined) return { isChanged: isOfPerson, change: (all) => all.filter(isOfPerson.not()) };
  const others = fields.map(({ name }) => name).filter((name) => !keep.has(name));
  const [first, ...rest] = others.map((name) => quoted(name).isNotNull());
  if (first === undefined) return undefined;
  const holdsOthers = rest.reduce((any, isThere) => any.or(isThere), first);
  return {
    isChanged: isOfPerson.and(holdsOthers),
    change: (all) => others.reduce((frame, name) => frame.withColumn(name, when(isOfPerson.not(), quoted(name))), all),
  };
}

/** A point in a name would be taken for the way to a nested value. */
function quoted(name: string): Column {
  return col(`\`${name.replaceAll("`", "``")}\``);
}

async function replace({ run }: Erasing, file: FileVersion, rows: DataFrame): Promise<void> {
  const { archivedKey, fileId, sha256 } = file;
  if (archivedKey === null) return;
  const scratch = `${workPrefix(scratchIdOf(run.runId))}erase/${fileId}/`;
  await rows
    .coalesce(1)
    .write.mode("overwrite")
    .parquet(...inLake(run.lake, scratch), { signal: run.signal });
  for await (const page of listPages(run.lake, scratch, run.signal)) {
    const written = page.find(({ key }) => key.endsWith(".parquet"));
    if (written === undefined) continue;
    if (sha256 !== null) await rememberRewritten(run, await sha256Of(run.lake, written, run.signal), sha256);
    await run.failpoint("erase:content_recorded");
    const { key: sourceKey, etag, sizeBytes } = written;
    await copyObject(run.lake, { sourceKey, targetKey: archivedKey, etag, sizeBytes, signal: run.signal });
    await run.failpoint("erase:file_rewritten");
    return;
  }
  throw new Error(`Spark wrote nothing of ${archivedKey} to ${scratch}.`);
}
