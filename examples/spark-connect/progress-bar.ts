// Shows how far an action is, as the server reports it.
import { col, type ExecutionProgress, SparkSession, sum } from "sales-pipeline/spark-connect";

const WIDTH = 20;

await using spark = SparkSession.connect();
const slow = spark.range(0, 2_000_000_000, 1, 8).agg(sum(col("id").mod(7)).alias("total"));
const [row] = await slow.collect({ onProgress: draw });
// The last report may come before the last task ends.
process.stderr.write(`\r[${"#".repeat(WIDTH)}] ${"done".padEnd(WIDTH)}\n`);
console.log(String(row?.["total"]));

function draw({ stages }: ExecutionProgress): void {
  const all = stages.reduce((count, { tasks }) => count + tasks, 0);
  const done = stages.reduce((count, { completedTasks }) => count + completedTasks, 0);
  const filled = all === 0 ? 0 : Math.floor((WIDTH * done) / all);
  process.stderr.write(`\r[${"#".repeat(filled).padEnd(WIDTH)}] ${done} of ${all} tasks`);
}
