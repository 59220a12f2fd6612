import assert from "node:assert/strict";
import { test } from "vitest";
import { sparkPath } from "../../src/lake/index.ts";
import { openSpark } from "../../src/pipeline/spark/open-spark.ts";
import { inEvenTasks } from "../../src/pipeline/transform/even-tasks.ts";
import type { SourceFile } from "../../src/records/index.ts";
import { countDistinct, inputFileName, type SparkSession, sparkPartitionId } from "../../src/spark-connect/index.ts";
import { openWorld } from "../support/world.ts";

const MOST_BYTES = "spark.sql.files.maxPartitionBytes";
const KEYS = Array.from({ length: 50 }, (_, number) => `raw/sales/${number}.txt`);

test("Spark shares the files of a run out evenly, within what the cluster lets a task read", async () => {
  await using world = await openWorld();
  await using spark = openSpark(world.settings);
  await world.landAll(KEYS.map((key) => ({ key, text: "one line\n" })));
  const signal = new AbortController().signal;
  const { bucket, prefix = "" } = world.settings.s3;
  const loadPaths = KEYS.map((key) => sparkPath({ lake: { bucket, prefix }, key }).load);
  const files = loadPaths.map((loadPath) => ({ loadPath, sizeBytes: 9 }) as SourceFile);
  const read = () => inEvenTasks({ spark, signal }, files, () => filesOfTasks(spark, loadPaths));

  for (const most of ["134217728b", "48MB"]) {
    await spark.conf.set(MOST_BYTES, most);
    const shares = await read();
    assert.equal(shares.length % 4, 0, `${shares} files for the tasks of at most ${most}`);
    assert.ok(Math.max(...shares) <= Math.ceil(KEYS.length / shares.length), `${shares} files for the tasks`);
    assert.equal(await spark.conf.get(MOST_BYTES), most, "what comes next has the cluster's limit");
  }
  await spark.conf.set(MOST_BYTES, "1g");
  assert.deepEqual(await read(), await filesOfTasks(spark, loadPaths), "where one task may read all, Spark decides");
});

/** How many files each task reads, the most first. */
async function filesOfTasks(spark: SparkSession, paths: readonly string[]): Promise<readonly number[]> {
  const tasks = await spark.read
    .text([...paths])
    .select(sparkPartitionId().alias("task"), inputFileName().alias("file"))
    .groupBy("task")
    .agg(countDistinct("file").alias("files"))
    .collect<{ readonly files: bigint }>();
  return tasks.map(({ files }) => Number(files)).toSorted((a, b) => b - a);
}
