import { SparkSession } from "../../src/spark-connect/index.ts";
import { sparkRemote } from "../support/server-environment.ts";

/** Whether the server is of the oldest version that the client supports, which lacks some of what later ones have. */
export async function isSpark40(spark: SparkSession): Promise<boolean> {
  return (await spark.version()).startsWith("4.0.");
}

/** A session of its own on the test's Spark server. */
export async function liveSession(): Promise<SparkSession> {
  const spark = SparkSession.connect(sparkRemote());
  await spark.conf.setAll({ "spark.sql.session.timeZone": "UTC", "spark.sql.shuffle.partitions": 2 });
  return spark;
}
