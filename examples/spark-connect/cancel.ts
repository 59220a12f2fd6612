// Three ways to stop work on the server: a signal, a loop that is left, and a tag.
import { col, SparkConnectError, SparkSession, sum } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const slow = spark.range(0, 500_000_000_000, 1, 4).agg(sum(col("id").mod(7)));

try {
  await slow.collect({ signal: AbortSignal.timeout(1_000) });
} catch (error) {
  console.log("by signal:", error instanceof Error && error.name);
}

for await (const { id } of spark.range(0, 20_000_000, 1, 200).rows()) {
  if (id === 10n) break; // the server stops as well
}
console.log("by leaving the loop");

let interrupting: Promise<readonly string[]> | undefined;
const onProgress = () => {
  interrupting ??= spark.interruptTag("nightly"); // from anywhere that knows the session
};
try {
  await slow.collect({ tags: ["nightly"], onProgress });
} catch (error) {
  console.log("by tag:", error instanceof SparkConnectError && error.code);
}
await interrupting;
