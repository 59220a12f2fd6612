import assert from "node:assert/strict";
import { test } from "vitest";
import { col, desc, rank, SparkSession, sum, Window } from "../../../src/spark-connect/index.ts";
import { complete, FakeServer, sends } from "./fake-server.ts";

const emptyResult = sends({ schema: { kind: { case: "struct", value: {} } } }, complete);

test("building, running and writing a frame asks the server for no analysis; asking for its schema does", async () => {
  const analyses: (string | undefined)[] = [];
  await using server = new FakeServer([emptyResult, sends(complete)], {
    analyzePlan: ({ sessionId, analyze }) => {
      analyses.push(analyze.case);
      return {
        sessionId,
        result: { case: "schema", value: { schema: { kind: { case: "struct", value: {} } } } },
      };
    },
  });
  await using spark = SparkSession.connect(await server.listen(), { environment: {} });
  const sales = spark.table("sales");
  const ranked = sales
    .join(spark.table("stores"), "store_id", "left")
    .dropDuplicates(["sale_id"])
    .groupBy("store_id", "person_id")
    .agg(sum("total_cost").alias("total"))
    .withColumn("place", rank().over(Window.partitionBy("store_id").orderBy(desc("total"))))
    .filter(col("place").eq(1))
    .withColumnRenamed("total", "best")
    .drop("place")
    .na.fill(0)
    .unionByName(sales, { allowMissingColumns: true })
    .orderBy(sales.col("store_id"));

  assert.deepEqual(await ranked.collect(), []);
  await ranked.write.parquet("s3a://bucket/best");
  assert.deepEqual(analyses, []);
  await ranked.schema();
  assert.deepEqual(analyses, ["schema"]);
});
