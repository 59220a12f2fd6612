import type { Settings } from "../config/index.ts";
import { type Lake, s3aUri } from "../lake/index.ts";
import { openSpark } from "../pipeline/spark/open-spark.ts";
import type { JdbcOptions, SparkSession } from "../spark-connect/index.ts";
import type { LoadTables, Warehouse } from "../warehouse/index.ts";
import { loadTableOf } from "../warehouse/index.ts";
import { type CheckResult, check, Finding, failed, skipped } from "./check.ts";
import { judgeSkew, readClock } from "./clock.ts";
import { COUNT_SCRATCH, INSERT_SCRATCH, SCRATCH_MART } from "./scratch-mart.ts";
import { checkSpark, checkSparkBucket, checkSparkJdbc, checkSparkReadsTemporary, sparkClock } from "./spark-checks.ts";
import { checkSparkEncryption } from "./spark-encryption.ts";

export interface SparkScratch {
  readonly lake: Lake;
  /** A folder to write to, or undefined where nothing can be written. */
  readonly prefix: string | undefined;
  readonly jdbc: () => Promise<JdbcOptions>;
  readonly warehouse: Warehouse | undefined;
  /** Undefined where none could be made. */
  readonly loadTables: LoadTables | undefined;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export async function examineSpark(settings: Settings, scratch: SparkScratch): Promise<readonly CheckResult[]> {
  const { lake, prefix, signal, now } = scratch;
  let opened: SparkSession | undefined;
  const connection = await check("spark connection", async () => {
    opened = openSpark(settings);
    return await checkSpark(opened, signal);
  });
  const spark = opened;
  try {
    if (spark === undefined || failed(connection)) return [connection, skipped("spark", "Spark is out of reach")];
    const bucket =
      prefix === undefined
        ? skipped("spark bucket", "the bucket cannot be written to")
        : await check("spark bucket", () => checkSparkBucket(spark, s3aUri(lake, `${prefix}spark/`), signal));
    const encryption = settings.s3.encryption;
    const encrypted =
      encryption === undefined
        ? []
        : prefix === undefined || failed(bucket)
          ? [skipped("spark encryption", "Spark has written nothing")]
          : [await check("spark encryption", () => checkSparkEncryption(lake, `${prefix}spark/`, encryption, signal))];
    const clock = await check("spark clock", async () => {
      const reading = await readClock(() => sparkClock(spark, signal), { resolutionMs: 1, now });
      return judgeSkew("Spark", reading);
    });
    const temporary =
      settings.run.staging === "local"
        ? [await check("spark temporary folder", () => checkSparkReadsTemporary(spark, signal))]
        : [];
    return [connection, bucket, ...encrypted, await examineJdbc(spark, scratch), ...temporary, clock];
  } finally {
    // Of no use any more; a server that is gone cannot even end it.
    await spark?.close().catch(() => undefined);
  }
}

/** No other check uses this row. */
const SLOT = 3;

async function examineJdbc(
  spark: SparkSession,
  { jdbc, warehouse, loadTables, signal }: SparkScratch,
): Promise<CheckResult> {
  if (warehouse === undefined || loadTables === undefined) {
    return skipped("spark jdbc", "MySQL has no table for it");
  }
  const table = loadTableOf(loadTables.marts, SCRATCH_MART.name);
  return await check("spark jdbc", async () => {
    await warehouse.execute(INSERT_SCRATCH(table), [SLOT]);
    const options = await jdbc();
    await checkSparkJdbc(spark, options, { table, slot: SLOT }, signal);
    const [row] = await warehouse.query(COUNT_SCRATCH(table), [SLOT]);
    if (Number(row?.["n"]) !== 2) throw new Finding("failed", `The row that Spark wrote to ${table} is not there.`);
    return `Spark writes and reads ${String(options.url).split("?")[0]}`;
  });
}
