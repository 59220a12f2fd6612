import assert from "node:assert/strict";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import {
  type ActionOptions,
  count,
  Decimal,
  type ExecutionProgress,
  explode,
  IntegerType,
  LocalDate,
  lit,
  Row,
  type SparkSession,
  StorageLevel,
  StringType,
  StructField,
  StructType,
  simpleString,
  Timestamp,
} from "../../src/spark-connect/index.ts";
import { dataTypeToJson } from "../../src/spark-connect/types/json.ts";
import { fn, int, relation, rootOf, table, text } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";

describe("the plan of", () => {
  test("a range holds 64-bit bounds", () => {
    const plan = relation(0, { range: { start: "0", end: "9007199254740993", step: "2", numPartitions: 3 } });
    assert.deepEqual(rootOf(offlineSession().range(0, 9007199254740993n, 2, 3)), plan);
  });

  test("an empty frame holds its schema only", () => {
    const schema = '{"fields":[{"metadata":{},"name":"a","nullable":false,"type":"long"}],"type":"struct"}';
    assert.deepEqual(
      rootOf(offlineSession().emptyDataFrame("a BIGINT NOT NULL")),
      relation(0, { localRelation: { schema } }),
    );
  });

  const calls: readonly (readonly [string, Parameters<SparkSession["sql"]>[1], JsonObject])[] = [
    ["without arguments", [], {}],
    ["with arguments by position", [1, "x"], { posArguments: [int(1), text("x")] }],
    ["with arguments by name", { a: "x" }, { namedArguments: { a: text("x") } }],
    ["with an array", { a: [1, 2] }, { namedArguments: { a: fn("array", int(1), int(2)) } }],
  ];
  for (const [name, args, sent] of calls) {
    test(`SQL ${name} is a command`, async () => {
      const { spark, executed } = recordingSession();
      await assert.rejects(spark.sql("SELECT 1", args), Offline);
      assert.deepEqual(
        executed.map((plan) => toJson(PlanSchema, plan)),
        [{ command: { sqlCommand: { input: relation(0, { sql: { query: "SELECT 1", ...sent } }) } } }],
      );
    });
  }
});

test("an external command is sent with its options", async () => {
  const { spark, executed } = recordingSession();
  await assert.rejects(spark.executeCommand("a.Runner", "do it", { fast: true }), Offline);
  assert.deepEqual(
    executed.map((plan) => toJson(PlanSchema, plan)),
    [
      {
        command: {
          executeExternalCommand: { runner: "a.Runner", command: "do it", options: { fast: "true" } },
        },
      },
    ],
  );
});

const VIEWS = [
  ["createTempView", {}],
  ["createOrReplaceTempView", { replace: true }],
  ["createGlobalTempView", { isGlobal: true }],
  ["createOrReplaceGlobalTempView", { isGlobal: true, replace: true }],
] as const;
for (const [method, sent] of VIEWS) {
  test(`${method} sends what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    await assert.rejects(spark.table("t")[method]("v"), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [{ command: { createDataframeView: { input: table(0, "t"), name: "v", ...sent } } }],
    );
  });
}

describe("local rows", () => {
  test("that do not fit the schema are refused", () => {
    const spark = offlineSession();
    assert.throws(() => spark.createDataFrame([[1, 2]], "a INT"), {
      name: "TypeError",
      message: "Row 0 has 2 values, but the schema has 1 columns",
    });
    assert.throws(() => spark.createDataFrame([{ a: 1 }, { b: 1 }], "a INT"), {
      name: "TypeError",
      message: "Row 1 has the columns b, which the schema lacks",
    });
  });
});

describe("a session", () => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  test("knows the server's version", async () => {
    assert.match(await spark.version(), /^4\.\d+\.\d+/);
  });

  test("keeps settings of its own", async () => {
    await spark.conf.setAll({ "spark.sql.ansi.enabled": true, "sales.answer": 42 });
    assert.equal(await spark.conf.get("sales.answer"), "42");
    assert.equal((await spark.conf.getAll("sales.")).get("answer"), "42");
    await spark.conf.unset("sales.answer");
    assert.equal(await spark.conf.getOrElse("sales.answer", "none"), "none");
    assert.equal(await spark.conf.isModifiable("spark.sql.ansi.enabled"), true);
  });

  test("tells a setting that is not set from one that is", async () => {
    assert.equal(await spark.conf.getOption("sales.no_such_setting"), undefined);
    assert.equal(await spark.conf.getOption("spark.sql.session.timeZone"), "UTC");
  });

  test("reads types in DDL, and writes them", async () => {
    const type = StructType([StructField("a", IntegerType), StructField("b", StringType)]);
    assert.deepEqual(await spark.parseDdl("a INT, b STRING"), type);
    assert.equal(await spark.jsonToDdl(dataTypeToJson(type)), "a INT,b STRING");
  });

  test("has commands run by classes that the server knows", async () => {
    await assert.rejects(spark.executeCommand("no.such.Runner", "x"), /no\.such\.Runner/);
  });

  test("gives back local rows exactly", async () => {
    const rows = [
      {
        id: 2n ** 63n - 1n,
        name: "a 🦊",
        price: Decimal.parse("-12345678901234567890.05"),
        on: LocalDate.parse("0001-01-01"),
        at: Timestamp.parse("2023-03-31T23:59:59.999999Z"),
        tags: ["x", null],
        scores: new Map([["a", 1]]),
        bytes: Uint8Array.of(0, 255),
      },
      { id: 1n, name: null, price: null, on: null, at: null, tags: null, scores: null, bytes: null },
    ];
    const ddl =
      "id BIGINT, name STRING, price DECIMAL(38,2), on DATE, at TIMESTAMP, tags ARRAY<STRING>, scores MAP<STRING,INT>, bytes BINARY";
    assert.deepEqual(await spark.createDataFrame(rows, ddl).collect(), rows);
  });

  test("runs SQL once, when it is called", async () => {
    await spark.createDataFrame([[1], [2]], "id INT").createOrReplaceTempView("numbers");
    const squares = await spark.sql("SELECT id * :factor AS product FROM numbers ORDER BY id", { factor: 3 });
    assert.deepEqual(await squares.collect(), [{ product: 3 }, { product: 6 }]);
    const set = await spark.sql("SET sales.once = 1");
    await spark.conf.set("sales.once", 2);
    assert.deepEqual(await set.collect(), [{ key: "sales.once", value: "1" }]);
    assert.equal(await spark.conf.get("sales.once"), "2");
  });

  test("answers questions about a frame", async () => {
    const frame = spark.range(0, 10, 1, 2);
    assert.equal(await frame.count(), 10);
    assert.equal(await frame.isEmpty(), false);
    assert.equal(await frame.limit(0).isEmpty(), true);
    assert.deepEqual(await frame.first(), { id: 0n });
    assert.equal(await frame.limit(0).first(), undefined);
    assert.deepEqual(await frame.take(2), [{ id: 0n }, { id: 1n }]);
    assert.deepEqual(await frame.tail(2), [{ id: 8n }, { id: 9n }]);
    assert.deepEqual(await frame.columns(), ["id"]);
    assert.equal(simpleString(await frame.schema()), "struct<id:bigint>");
    assert.match(await frame.explain(), /^== Physical Plan ==\n.*Range \(0, 10, step=1, splits=2\)/);
    assert.equal(await frame.limit(1).showString(), "+---+\n| id|\n+---+\n|  0|\n+---+\n");
  });

  test("keeps columns whose names repeat, by position", async () => {
    const frame = await spark.sql("SELECT 1 AS a, 2 AS b, 3 AS a");
    await assert.rejects(frame.collect(), { name: "TypeError", message: /several columns named a.*collectRows/ });
    const [row] = await frame.collectRows();
    assert.deepEqual(row, new Row(["a", "b", "a"], [1, 2, 3]));
    assert.equal(row?.get("b"), 2);
    assert.equal(row?.get(2), 3);
    assert.throws(() => row?.get("a"), { name: "RangeError", message: /several columns named a/ });
    assert.throws(() => row?.get("c"), { name: "RangeError", message: /no column c. It has: a, b, a/ });
  });

  test("keeps rows that have no columns", async () => {
    assert.deepEqual(await spark.range(0, 3).select().collect(), [{}, {}, {}]);
  });

  test("yields rows as they arrive, and stops when the loop is left", async () => {
    const ids: bigint[] = [];
    for await (const { id } of spark.range(0, 100_000, 1, 100).rows<{ readonly id: bigint }>()) {
      ids.push(id);
      if (ids.length === 3) break;
    }
    assert.deepEqual(ids, [0n, 1n, 2n]);
    assert.deepEqual(await spark.interruptAll(), []);
  });

  test("gives observed metrics with the rows", async () => {
    const frame = spark.range(0, 5).observe("seen", count(lit(1)).alias("rows"));
    const { rows, observed, operationId, schema } = await frame.collectWithMetrics<{ readonly id: bigint }>();
    assert.equal(rows.length, 5);
    assert.deepEqual(observed.get("seen"), new Row(["rows"], [5n]));
    assert.equal(simpleString(schema), "struct<id:bigint>");
    assert.match(operationId, /^[0-9a-f-]{36}$/);
  });

  test("runs an action under the operation id that it is given", async () => {
    const operationId = "11111111-2222-4333-8444-555555555555";
    assert.equal((await spark.range(0, 1).collectWithMetrics({ operationId })).operationId, operationId);
  });

  test("stops the actions of a tag", async () => {
    const stopped = await stopEndless({ tags: ["endless"] }, () => spark.interruptTag("endless"));
    assert.equal(stopped.length, 1);
  });

  test("stops an action by its operation id", async () => {
    const operationId = crypto.randomUUID();
    const stopped = await stopEndless({ operationId }, () => spark.interruptOperation(operationId));
    assert.deepEqual(stopped, [operationId]);
  });

  async function stopEndless(
    options: ActionOptions,
    stop: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const started = Promise.withResolvers<void>();
    const endless = spark.range(0, 1e12).selectExpr("sum(id % 7)");
    const action = endless.collect({ ...options, onProgress: whenRunning(() => started.resolve()) });
    const canceled = assert.rejects(action, /OPERATION_CANCELED/);
    await started.promise;
    const stopped = await stop();
    await canceled;
    return stopped;
  }

  test("stops an action whose signal is aborted", async () => {
    const controller = new AbortController();
    const endless = spark.range(0, 1e12).selectExpr("sum(id % 7)");
    const action = endless.collect({ signal: controller.signal, onProgress: whenRunning(() => controller.abort()) });
    await assert.rejects(action);
    assert.deepEqual(await spark.interruptAll(), []);
  });

  test("keeps a frame that is persisted", async () => {
    const frame = await spark.range(0, 3).persist(StorageLevel.DISK_ONLY);
    assert.equal(await frame.count(), 3);
    assert.match(await frame.explain(), /InMemoryTableScan/);
    await frame.unpersist({ blocking: true });
    assert.doesNotMatch(await frame.explain(), /InMemoryTableScan/);
  });

  test("makes several rows of an array", async () => {
    const frame = spark.createDataFrame([[[1, 2]]], "tags ARRAY<INT>");
    assert.deepEqual(await frame.select(explode("tags").alias("tag")).collect(), [{ tag: 1 }, { tag: 2 }]);
  });
});

/** Spark 4.1 forgets an interrupt that comes between the start of an operation and that of its first job. */
function whenRunning(then: () => void) {
  return ({ inflightTasks }: ExecutionProgress) => {
    if (inflightTasks > 0) then();
  };
}
