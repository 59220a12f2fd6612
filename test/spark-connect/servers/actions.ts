import assert from "node:assert/strict";
import { join } from "node:path";
import { AnalysisException, col, count, lit, sum } from "../../../src/spark-connect/index.ts";
import type { Capability } from "./capability.ts";
import { columnOf } from "./queries.ts";

export const actions: readonly Capability[] = [
  {
    name: "schemas, and types in DDL",
    program: async (spark) => {
      const schema = await spark.range(1).withColumn("d", lit("1.5").cast("DECIMAL(5,2)")).schema();
      assert.deepEqual(
        schema.fields.map(({ name, dataType }) => `${name} ${dataType.kind}`),
        ["id long", "d decimal"],
      );
      assert.equal((await spark.parseDdl("a INT")).kind, "struct");
    },
  },
  {
    name: "`explain`",
    program: async (spark) => assert.match(await spark.range(1).explain(), /plan/i),
  },
  {
    name: "`sameSemantics`",
    program: async (spark) => assert.equal(await spark.range(1).sameSemantics(spark.range(1)), true),
  },
  {
    name: "tables as text (`showString`)",
    program: async (spark) => assert.match(await spark.range(1).showString(), /\| +0\|/),
  },
  {
    name: "settings of the session",
    program: async (spark) => {
      await spark.conf.set("spark.sql.shuffle.partitions", 3);
      assert.equal(await spark.conf.get("spark.sql.shuffle.partitions"), "3");
    },
  },
  {
    name: "clones of a session",
    program: async (spark) => {
      await spark.conf.set("spark.sql.shuffle.partitions", 3);
      await spark.range(3).createOrReplaceTempView("three");
      await using clone = await spark.cloneSession();
      await spark.conf.set("spark.sql.shuffle.partitions", 5);
      assert.notEqual(clone.sessionId, spark.sessionId);
      assert.equal(await clone.conf.get("spark.sql.shuffle.partitions"), "3");
      assert.equal(await clone.table("three").count(), 3);
    },
  },
  {
    name: "temporary views",
    program: async (spark) => {
      await spark.range(3).createOrReplaceTempView("three");
      assert.equal(await spark.table("three").count(), 3);
      assert.equal(await spark.catalog.dropTempView("three"), true);
    },
  },
  {
    name: "the catalog lists them",
    program: async (spark) => {
      await spark.range(3).createOrReplaceTempView("three");
      assert.ok((await spark.catalog.listTables()).some(({ name }) => name === "three"));
    },
  },
  {
    name: "`cache` keeps the rows",
    program: async (spark) => {
      const frame = await spark.range(3).cache();
      assert.equal(await frame.count(), 3);
      assert.match(await frame.explain(), /InMemory/);
    },
  },
  {
    name: "checkpoints",
    program: async (spark) => {
      const frame = await spark.range(3).localCheckpoint();
      assert.equal(await frame.count(), 3);
    },
  },
  {
    name: "observed metrics",
    program: async (spark) => {
      const { observed } = await spark
        .range(3)
        .observe("m", count(lit(1)).alias("n"))
        .collectWithMetrics();
      assert.equal(observed.get("m")?.get("n"), 3n);
    },
  },
  {
    name: "metrics of operators",
    program: async (spark) => assert.ok((await spark.range(3).collectWithMetrics()).metrics.length > 0),
  },
  {
    name: "progress of a running action",
    program: async (spark) => {
      let reports = 0;
      // A fast machine is done before the server's first report: then more is asked for.
      for (let rows = 100_000_000; reports === 0 && rows <= 20_000_000_000; rows *= 5) {
        const slow = spark.range(0, rows, 1, 4).agg(sum(col("id").mod(7)));
        await slow.collect({ onProgress: ({ done }) => (reports += done ? 0 : 1) });
      }
      assert.ok(reports > 0);
    },
  },
  {
    name: "stopping an action by its tag",
    program: async (spark) => {
      const slow = spark.range(0, 500_000_000_000, 1, 4).agg(sum(col("id").mod(7)));
      const ended = slow.collect({ tags: ["slow"], signal: AbortSignal.timeout(20_000) }).then(
        () => "done",
        (error: unknown) => String(error),
      );
      let stopped: readonly string[] = [];
      for (let attempt = 0; attempt < 50 && stopped.length === 0; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        stopped = await spark.interruptTag("slow");
      }
      assert.match(await ended, /cancel/i);
      assert.equal(stopped.length, 1);
    },
  },
  {
    name: "errors with their class and parameters",
    program: async (spark) => {
      await assert.rejects(spark.table("no_such_table").collect(), (error) => {
        assert.ok(error instanceof AnalysisException);
        return error.errorClass === "TABLE_OR_VIEW_NOT_FOUND" && error.sqlState === "42P01";
      });
    },
  },
  ...(["parquet", "csv", "json", "orc"] as const).map(
    (format): Capability => ({
      name: `files: ${format}`,
      program: async (spark, folder) => {
        const path = join(folder, format);
        await spark.range(3).selectExpr("id", "concat('x', id) AS s").write.mode("overwrite").format(format).save(path);
        const read = spark.read.schema("id BIGINT, s STRING").format(format).load(path);
        assert.deepEqual(await columnOf(read.orderBy("id").select("s")), ["x0", "x1", "x2"]);
      },
    }),
  ),
  {
    name: "files in partitions",
    program: async (spark, folder) => {
      const path = join(folder, "partitioned");
      await spark.range(4).selectExpr("id", "id % 2 AS part").write.mode("overwrite").partitionBy("part").parquet(path);
      assert.equal(await spark.read.parquet(path).filter(col("part").eq(1)).count(), 2);
    },
  },
  {
    name: "JDBC",
    program: async (spark) => {
      const { MYSQL_HOST, MYSQL_PORT, MYSQL_DATABASE, MYSQL_USER = "", MYSQL_PASSWORD = "" } = process.env;
      const url = `jdbc:mysql://${MYSQL_HOST}:${MYSQL_PORT}/${MYSQL_DATABASE}`;
      const read = spark.read.jdbc({ url, query: "SELECT 1 AS n", user: MYSQL_USER, password: MYSQL_PASSWORD });
      assert.equal(await read.count(), 1);
    },
  },
  {
    name: "tables of a catalog (`saveAsTable`)",
    program: async (spark, folder) => {
      const name = `t_${spark.sessionId.replaceAll("-", "")}`;
      await spark.range(3).write.option("path", join(folder, name)).format("parquet").saveAsTable(name);
      assert.equal(await spark.table(name).count(), 3);
      await spark.sql(`DROP TABLE ${name}`);
    },
  },
];
