import { SparkSession } from "../../src/spark-connect/index.ts";

/** Whether the server is of the oldest version that the client supports, which lacks some of what later ones have. */
export async function isSpark40(spark: SparkSession): Promise<boolean> {
  return (await spark.version()).startsWith("4.0.");
}

/** A session of its own on the test's Spark server. */
export async function liveSession(): Promise<SparkSession> {
  const remote = process.env["SPARK_REMOTE"];
  if (remote === undefined)
    throw new Error("SPARK_REMOTE is not set. Run the tests with `npx vitest run`, which starts the servers.");
  const spark = SparkSession.connect(remote);
  await spark.conf.setAll({ "spark.sql.session.timeZone": "UTC", "spark.sql.shuffle.partitions": 2 });
  return spark;
}
