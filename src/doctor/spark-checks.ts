import { SESSION_SETTINGS } from "../pipeline/prepare-session.ts";
import { type JdbcOptions, SparkConnectError, type SparkSession } from "../spark-connect/index.ts";
import { Finding } from "./check.ts";

/** The protocol that the client speaks. */
const KNOWN_VERSION = /^4\.1\./;

const ANSWER_WITHIN_MS = 60_000;

export async function checkSpark(spark: SparkSession, signal: AbortSignal): Promise<string> {
  const version = await spark.version({ signal: bounded(signal) });
  await spark.conf.setAll(SESSION_SETTINGS);
  if (KNOWN_VERSION.test(version)) return `Spark ${version}`;
  const major = Number(version.split(".")[0]);
  throw new Finding(
    major < 4 ? "failed" : "warning",
    `Spark ${version}: the pipeline is made for 4.1. Point SPARK_REMOTE to such a server.`,
  );
}

/** Executors write and read an object below `path`, an s3a:// URI. */
export async function checkSparkBucket(spark: SparkSession, path: string, signal: AbortSignal): Promise<string> {
  const options = { signal: bounded(signal) };
  try {
    await spark.range(0, 3, 1, 1).write.mode("overwrite").parquet(path, options);
    const rows = await spark.read.parquet(path).count(options);
    if (rows !== 3) throw new Finding("failed", `Spark wrote 3 rows to ${path} and reads ${rows}.`);
    return "Spark writes and reads it";
  } catch (error) {
    throw explained(error, sparkBucketStep(error, path));
  }
}

function sparkBucketStep(error: unknown, path: string): string {
  const text = everything(error);
  if (/No FileSystem for scheme|S3AFileSystem not found/.test(text)) {
    return "Put hadoop-aws and the AWS SDK on the class path of Spark's server and executors: docker/pom.xml lists the jars.";
  }
  return `Check fs.s3a.endpoint and the credentials that Spark's server and executors have, and that they may list, get, put and delete below ${path}.`;
}

/**
 * Executors write a row to the table over JDBC, and read the one that the driver put there: the driver and Spark then
 * mean the same database.
 */
export async function checkSparkJdbc(
  spark: SparkSession,
  jdbc: JdbcOptions,
  { table, storeId }: { readonly table: string; readonly storeId: number },
  signal: AbortSignal,
): Promise<void> {
  const options = { signal: bounded(signal) };
  try {
    const rows = await spark.read
      .jdbc({ ...jdbc, query: `SELECT store_id FROM ${table} WHERE store_id = ${storeId}` })
      .count(options);
    if (rows !== 1) throw new Finding("failed", `Spark does not see a row of the driver in ${table}. ${SAME_DATABASE}`);
    await spark
      .createDataFrame([[storeId, "2000-02", 1]], "store_id INT, sales_month STRING, sales_person_id INT")
      .write.mode("append")
      .jdbc({ ...jdbc, dbtable: table }, options);
  } catch (error) {
    throw explained(error, jdbcStep(error, jdbc));
  }
}

const SAME_DATABASE = "SPARK_JDBC_URL must lead to the same server and database as MYSQL_HOST and MYSQL_DATABASE.";

function jdbcStep(error: unknown, { driver = "", url }: JdbcOptions): string {
  const text = everything(error);
  if (
    /ClassNotFoundException|No suitable driver|CANNOT_LOAD|did not find driver/i.test(text) &&
    text.includes(driver)
  ) {
    return `Spark lacks the JDBC driver ${driver}. Put mysql-connector-j on the class path of its server and executors: docker/pom.xml lists the jars.`;
  }
  if (/Access denied/i.test(text)) {
    return "MySQL lets the driver in, but not Spark: allow the user to log in from the hosts of Spark's server and executors.";
  }
  if (/doesn't exist/.test(text)) return SAME_DATABASE;
  const [address] = url.split("?");
  return `Check that Spark's server and executors reach ${address}, else set SPARK_JDBC_URL to an address that they do.`;
}

export async function sparkClock(spark: SparkSession, signal: AbortSignal): Promise<number> {
  const now = await spark.sql("SELECT unix_millis(current_timestamp()) AS now");
  const [row] = await now.collect<{ readonly now: bigint }>({ signal: bounded(signal) });
  return Number(row?.now);
}

/** Spark's own first line, and what to do. Findings and timeouts stay what they are. */
function explained(error: unknown, nextStep: string): unknown {
  if (!(error instanceof SparkConnectError)) return error;
  return new Finding("failed", `${firstLine(deepest(error).message)} ${nextStep}`);
}

function firstLine(message: string): string {
  const [line = ""] = message.split("\n");
  return /[.!]$/.test(line) ? line : `${line}.`;
}

/** The cause that says most: the last one that came from Spark, below its "job aborted". */
function deepest(error: SparkConnectError): SparkConnectError {
  return error.cause instanceof SparkConnectError ? deepest(error.cause) : error;
}

function everything(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${everything(error.cause)}` : "";
}

function bounded(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
}
