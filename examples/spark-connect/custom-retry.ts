// How long the client tries: fewer and shorter waits for a service that must answer soon, and what it reports then.
import { ConnectionError, SparkSession } from "sales-pipeline/spark-connect";

const impatient = {
  reachWithinMs: 2_000, // a server that has never answered
  reconnectWithinMs: 5_000, // one that was lost
  retry: { maxRetries: 3, initialBackoffMs: 100, backoffMultiplier: 2, maxBackoffMs: 1_000 },
};

const nobody = SparkSession.connect("sc://127.0.0.1:9/", impatient);
const started = performance.now();
try {
  await nobody.range(1).count();
} catch (error) {
  if (!(error instanceof ConnectionError)) throw error;
  console.log(error.code, performance.now() - started < 5_000 ? "soon" : "late");
}
await nobody.close();

await using spark = SparkSession.connect(process.env["SPARK_REMOTE"], impatient);
console.log(await spark.range(3).count());
