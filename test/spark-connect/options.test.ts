import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import {
  type DataFrame,
  IntegerType,
  type SparkSession,
  StructField,
  StructType,
} from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession, recordingSession } from "./offline-session.ts";

const plan = (build: (spark: SparkSession) => DataFrame) => build(offlineSession()).toPlanJson();

/** A read with an options object, and the same by methods. */
const READS: Readonly<
  Record<string, readonly [object: (spark: SparkSession) => DataFrame, methods: (spark: SparkSession) => DataFrame]>
> = {
  csv: [
    (s) => s.read.csv("p", { header: true, sep: "|" }),
    (s) => s.read.option("header", true).option("sep", "|").csv("p"),
  ],
  json: [(s) => s.read.json(["p", "q"], { multiLine: true }), (s) => s.read.option("multiLine", true).json(["p", "q"])],
  "json of a frame": [
    (s) => s.read.json(s.table("t"), { schema: "a INT", mode: "FAILFAST" }),
    (s) => s.read.schema("a INT").option("mode", "FAILFAST").json(s.table("t")),
  ],
  text: [(s) => s.read.text("p", { wholetext: true }), (s) => s.read.option("wholetext", true).text("p")],
  xml: [(s) => s.read.xml("p", { rowTag: "r" }), (s) => s.read.option("rowTag", "r").xml("p")],
  orc: [(s) => s.read.orc("p", { mergeSchema: true }), (s) => s.read.option("mergeSchema", true).orc("p")],
  parquet: [
    (s) => s.read.parquet("p", { schema: StructType([StructField("a", IntegerType)]) }),
    (s) => s.read.schema(StructType([StructField("a", IntegerType)])).parquet("p"),
  ],
  load: [
    (s) => s.read.load("p", { format: "csv", header: true }),
    (s) => s.read.format("csv").option("header", true).load("p"),
  ],
  jdbc: [
    (s) => s.read.jdbc("jdbc:h", "t", { user: "u", fetchsize: 10 }, ["a = 1"]),
    (s) => s.read.jdbc({ user: "u", fetchsize: 10, url: "jdbc:h", dbtable: "t" }, ["a = 1"]),
  ],
};

for (const [name, [object, methods]] of Object.entries(READS)) {
  test(`a read of ${name} takes its options in an object`, () => assert.deepEqual(plan(object), plan(methods)));
}

test("an option that is null is taken away, one that is undefined stays", () => {
  const { read } = offlineSession();
  const sent = (reader: typeof read): unknown => reader.load("p").relation.relType.value;
  assert.deepEqual(sent(read.option("a", 1).option("a", null)), sent(read));
  assert.deepEqual(sent(read.option("a", 1).option("a", undefined)), sent(read.option("a", 1)));
});

/** The operation that a write sends. */
async function written(write: (frame: DataFrame) => Promise<unknown>): Promise<unknown> {
  const { spark, executed } = recordingSession();
  await assert.rejects(write(spark.table("t")));
  const [sent] = executed;
  assert.ok(sent);
  return toJson(PlanSchema, sent);
}

const WRITES: Readonly<
  Record<string, readonly [object: (t: DataFrame) => Promise<unknown>, methods: (t: DataFrame) => Promise<unknown>]>
> = {
  csv: [(t) => t.write.csv("p", { header: true }), (t) => t.write.option("header", true).csv("p")],
  json: [(t) => t.write.json("p", { compression: "gzip" }), (t) => t.write.option("compression", "gzip").json("p")],
  orc: [(t) => t.write.orc("p", { mode: "append" }), (t) => t.write.mode("append").orc("p")],
  text: [(t) => t.write.text("p", { lineSep: "\n" }), (t) => t.write.option("lineSep", "\n").text("p")],
  xml: [(t) => t.write.xml("p", { rowTag: "r" }), (t) => t.write.option("rowTag", "r").xml("p")],
  parquet: [
    (t) => t.write.parquet("p", { mode: "overwrite", partitionBy: ["a", "b"], compression: "zstd" }),
    (t) => t.write.mode("overwrite").partitionBy("a", "b").option("compression", "zstd").parquet("p"),
  ],
  save: [
    (t) => t.write.save("p", { format: "csv", partitionBy: "a", header: true }),
    (t) => t.write.format("csv").partitionBy(["a"]).option("header", true).save("p"),
  ],
  saveAsTable: [
    (t) => t.write.saveAsTable("d.t", { format: "orc", mode: "ignore" }),
    (t) => t.write.format("orc").mode("ignore").saveAsTable("d.t"),
  ],
  "insertInto that overwrites": [
    (t) => t.write.insertInto("d.t", true),
    (t) => t.write.mode("overwrite").insertInto("d.t"),
  ],
  "insertInto that appends": [(t) => t.write.insertInto("d.t", false), (t) => t.write.mode("append").insertInto("d.t")],
  jdbc: [
    (t) => t.write.jdbc("jdbc:h", "t", { mode: "append", user: "u" }),
    (t) => t.write.mode("append").jdbc({ user: "u", url: "jdbc:h", dbtable: "t" }),
  ],
};

for (const [name, [object, methods]] of Object.entries(WRITES)) {
  test(`a write by ${name} takes its options in an object`, async () => {
    assert.deepEqual(await written(object), await written(methods));
  });
}

test("the settings of an execution are not options of a format", async () => {
  const { spark, executed } = recordingSession();
  await assert.rejects(spark.table("t").write.csv("p", {}, { tags: ["nightly"] }), {
    message: "This test has no server",
  });
  assert.equal(executed.length, 1);
  assert.doesNotMatch(JSON.stringify(executed.map((sent) => toJson(PlanSchema, sent))), /nightly/);
});

describe("on Spark", () => {
  let spark: SparkSession;
  let folder: string;

  beforeAll(async () => {
    spark = await liveSession();
    folder = await mkdtemp(join(tmpdir(), "options-"));
  });
  afterAll(async () => {
    await spark.close();
    await rm(folder, { recursive: true });
  });

  test("what is written with options in an object is read with options in an object", async () => {
    const frame = spark.createDataFrame([[1, "a|b"]], "id INT, t STRING");
    const path = join(folder, "csv");
    await frame.write.csv(path, { header: true, sep: "|", mode: "overwrite" });
    await frame.write.csv(path, { header: true, sep: "|", mode: "append" });
    const rows = await spark.read.csv(path, { header: true, sep: "|", schema: "id INT, t STRING" }).collect();
    assert.deepEqual(rows, [
      { id: 1, t: "a|b" },
      { id: 1, t: "a|b" },
    ]);
  });

  test("a line end inside a quoted value stays as it is with lineSep, and follows the file's without", async () => {
    const path = join(folder, "lines.csv");
    await writeFile(path, 'id,t\r\n1,"x\r\ny"\r\n2,"z\nw"\r\n');
    const texts = async (options: { readonly lineSep?: string }) => {
      const rows = await spark.read
        .csv(path, { header: true, multiLine: true, ...options })
        .collect<{ readonly t: string }>();
      return rows.map(({ t }) => t);
    };
    assert.deepEqual(await texts({ lineSep: "\r\n" }), ["x\r\ny", "z\nw"]);
    assert.deepEqual(await texts({}), ["x\ny", "z\nw"]);
  });
});
