import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { col, type SparkSession, StorageLevel } from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

describe("Spark tells, without running a frame,", () => {
  let spark: SparkSession;
  let folder: string;
  beforeAll(async () => {
    spark = await liveSession();
    folder = await mkdtemp(join(tmpdir(), "analysis-"));
  });
  afterAll(async () => {
    await spark.close();
    await rm(folder, { recursive: true });
  });

  test("the names and types of its columns", async () => {
    const frame = spark.createDataFrame([], "id BIGINT NOT NULL, tags ARRAY<STRING>");
    assert.deepEqual(await frame.columns(), ["id", "tags"]);
    assert.deepEqual(await frame.dtypes(), [
      ["id", "bigint"],
      ["tags", "array<string>"],
    ]);
    const root = "root\n |-- id: long (nullable = false)\n |-- tags: array (nullable = true)\n";
    assert.equal(await frame.treeString(1), root);
    assert.equal(await frame.treeString(), `${root} |    |-- element: string (containsNull = true)\n`);
  });

  test("whether it is local or streaming", async () => {
    assert.equal(await spark.createDataFrame([[1]], "a INT").isLocal(), true);
    assert.equal(await spark.range(3).isLocal(), false);
    assert.equal(await spark.range(3).isStreaming(), false);
  });

  test("the files that it reads", async () => {
    const path = join(folder, "files");
    await spark.range(0, 1, 1, 1).write.parquet(path);
    const files = await spark.read.parquet(path).inputFiles();
    assert.equal(files.length, 1);
    assert.match(files[0] ?? "", /^file:\/+.*\/files\/part-00000-.*\.parquet$/);
  });

  test("whether another means the same", async () => {
    const even = () => spark.range(9).filter(col("id").mod(2).eq(0));
    const odd = spark.range(9).filter(col("id").mod(2).eq(1));
    assert.equal(await even().sameSemantics(even()), true);
    assert.equal(await even().sameSemantics(odd), false);
    assert.equal(await even().semanticHash(), await even().semanticHash());
    assert.notEqual(await even().semanticHash(), await odd.semanticHash());
  });

  test("where its rows are kept", async () => {
    const frame = spark.range(0, 5);
    assert.equal((await frame.storageLevel()).useMemory, false);
    await frame.cache();
    assert.deepEqual(await frame.storageLevel(), StorageLevel.MEMORY_AND_DISK_DESER);
    await frame.unpersist({ blocking: true });
    await frame.persist(StorageLevel.DISK_ONLY);
    assert.deepEqual(await frame.storageLevel(), StorageLevel.DISK_ONLY);
    await frame.unpersist({ blocking: true });
  });

  test("how it looks as HTML", async () => {
    assert.equal(
      await spark.range(1).htmlString(),
      "<table border='1'>\n<tr><th>id</th></tr>\n<tr><td>0</td></tr>\n</table>\n",
    );
  });

  test("its first rows by PySpark's name", async () => {
    assert.deepEqual(await spark.range(3).head(), { id: 0n });
    assert.deepEqual(await spark.range(3).head(2), [{ id: 0n }, { id: 1n }]);
  });
});

test("frames of different sessions are not compared", async () => {
  const frame = offlineSession().table("t");
  await assert.rejects(frame.sameSemantics(offlineSession().table("t")), {
    name: "TypeError",
    message: /different sessions/,
  });
});
