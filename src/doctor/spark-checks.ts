import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sparkPath } from "../lake/index.ts";
import { SESSION_SETTINGS } from "../pipeline/spark/session-settings.ts";
import { sparkFailure } from "../pipeline/spark/spark-advice.ts";
import { Decimal, type JdbcOptions, SparkConnectError, type SparkSession } from "../spark-connect/index.ts";
import { Finding } from "./check.ts";

/** The protocol that the client speaks. */
const KNOWN_VERSION = /^4\.1\./;

const CODE_CACHE = "spark.sql.codegen.cache.maxEntries";

/** What one run of the worked example has Spark compile is 149; other files and marts make it more. */
const CLASSES_OF_A_RUN = 200;

const ANSWER_WITHIN_MS = 60_000;

export async function checkSpark(spark: SparkSession, signal: AbortSignal): Promise<string> {
  const version = await spark.version({ signal: bounded(signal) });
  await spark.conf.setAll(SESSION_SETTINGS);
  if (KNOWN_VERSION.test(version)) return `Spark ${version}${await adviceOnCodeCache(spark)}`;
  const major = Number(version.split(".")[0]);
  throw new Finding(
    major < 4 ? "failed" : "warning",
    `Spark ${version}: the pipeline is made for 4.1. Point SPARK_REMOTE to such a server.`,
  );
}

/** Works as well with any number, only slower: no finding. */
async function adviceOnCodeCache(spark: SparkSession): Promise<string> {
  const entries = Number(await spark.conf.get(CODE_CACHE, "100"));
  if (entries >= CLASSES_OF_A_RUN) return "";
  return `; a server with ${CODE_CACHE}=1000 would keep the code of a run for the next one, which is faster (it has ${entries})`;
}

/** Executors write and read an object below `path`, an s3a:// URI. */
export async function checkSparkBucket(spark: SparkSession, path: string, signal: AbortSignal): Promise<string> {
  const options = { signal: bounded(signal) };
  try {
    await spark.range(0, 3, 1, 1).write.mode("overwrite").parquet(path, {}, options);
    const rows = await spark.read.parquet(path).count(options);
    if (rows !== 3) throw new Finding("failed", `Spark wrote 3 rows to ${path} and reads ${rows}.`);
    return "Spark writes and reads it";
  } catch (error) {
    throw explained(error);
  }
}

/** Executors read a file of this host's temporary folder, as they do with `staging: local`. */
export async function checkSparkReadsTemporary(spark: SparkSession, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sales-pipeline-doctor-"));
  try {
    const file = join(folder, "probe.txt");
    await writeFile(file, "one line\n");
    const lines = await spark.read.text(sparkPath({ file }).load).count({ signal: bounded(signal) });
    if (lines === 1) return `Spark reads ${tmpdir()}`;
    throw new Finding("failed", `Spark reads ${lines} lines of a file with one.`);
  } catch (error) {
    if (!(error instanceof SparkConnectError)) throw error;
    throw new Finding(
      "failed",
      `Spark cannot read ${tmpdir()}: run.staging is local, which needs a Spark on this machine with a right to read there. Set it to stream.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Executors write a row to the table over JDBC, and read the one that the driver put there: the driver and Spark then
 * mean the same database.
 */
export async function checkSparkJdbc(
  spark: SparkSession,
  jdbc: JdbcOptions,
  { table, slot }: { readonly table: string; readonly slot: number },
  signal: AbortSignal,
): Promise<void> {
  const options = { signal: bounded(signal) };
  try {
    const rows = await spark.read
      .jdbc({ ...jdbc, query: `SELECT slot FROM ${table} WHERE slot = ${slot}` })
      .count(options);
    if (rows !== 1) throw new Finding("failed", `Spark does not see a row of the driver in ${table}. ${SAME_DATABASE}`);
    await spark
      .createDataFrame(
        [[slot, "2000-02", Decimal.parse("0.01")]],
        "slot INT, sales_month STRING, amount DECIMAL(20, 2)",
      )
      .write.mode("append")
      .jdbc({ ...jdbc, dbtable: table }, options);
  } catch (error) {
    throw explained(error);
  }
}

const SAME_DATABASE = "SPARK_JDBC_URL must lead to the same server and database as MYSQL_HOST and MYSQL_DATABASE.";

export async function sparkClock(spark: SparkSession, signal: AbortSignal): Promise<number> {
  const now = await spark.sql("SELECT unix_millis(current_timestamp()) AS now");
  const [row] = await now.collect<{ readonly now: bigint }>({ signal: bounded(signal) });
  return Number(row?.now);
}

/** Findings and timeouts stay what they are. */
function explained(error: unknown): unknown {
  if (!(error instanceof SparkConnectError)) return error;
  const failure = sparkFailure(error);
  return new Finding("failed", /\.load_\w+' doesn't exist/.test(failure) ? `${failure} ${SAME_DATABASE}` : failure);
}

function bounded(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
}
