import assert from "node:assert/strict";
import { test } from "vitest";
import { exactly, faultOfType } from "../../src/job/index.ts";
import { expr } from "../../src/spark-connect/index.ts";
import { liveSession } from "../spark-connect/live-session.ts";

const EXACT: readonly (readonly [value: string, declared: string, held: string])[] = [
  ["CAST(1 AS SMALLINT)", "BIGINT", "1"],
  ["CAST(7 AS BIGINT)", "INT", "7"],
  ["CAST(7 AS DECIMAL(10,0))", "INT", "7"],
  ["1", "DECIMAL(20,2)", "1"],
  ["CAST(1.5 AS DECIMAL(30,1))", "DECIMAL(20, 2)", "1.5"],
  ["CAST(1.25 AS DECIMAL(28,2))", "decimal(20,2)", "1.25"],
  ["DATE '2024-02-29'", "DATE", "2024-02-29"],
  ["'text'", "VARCHAR(10)", "text"],
  ["'2024-02'", "CHAR(7)", "2024-02"],
  ["5", "VARCHAR(10)", "5"],
];

const OTHER: readonly (readonly [value: string, declared: string, found: string])[] = [
  ["CAST(1 AS DOUBLE)", "DECIMAL(20,2)", "double"],
  ["CAST(1 AS FLOAT)", "BIGINT", "float"],
  ["CAST(1.5 AS DECIMAL(38,9))", "DECIMAL(20,2)", "decimal\\(38,9\\)"],
  ["CAST(1.5 AS DECIMAL(12,11))", "DECIMAL(20,1)", "decimal\\(12,11\\)"],
  ["CAST(1.5 AS DECIMAL(10,1))", "INT", "decimal\\(10,1\\)"],
  ["'12.345'", "DECIMAL(20,2)", "string"],
  ["'12'", "INT", "string"],
  ["TIMESTAMP '2024-02-29 23:59:59'", "DATE", "timestamp"],
  ["CAST(1.5 AS DOUBLE)", "VARCHAR(10)", "double"],
];

test("a value of a type that MySQL stores exactly passes at no cost; any other is an error that names column and types", async () => {
  const spark = await liveSession();
  for (const [value, declared, held] of EXACT) {
    const frame = spark.range(0, 1).select(expr(value).alias("x")).select(exactly("x", declared));
    const [row] = await frame.select(expr("CAST(x AS STRING)").alias("text")).collect<{ readonly text: string }>();
    assert.equal(row?.text, held, `${value} as ${declared}`);
  }
  const many = spark.range(0, 10).select(expr("CAST(id AS DECIMAL(28,2))").alias("x"));
  const plan = (await many.select(exactly("x", "DECIMAL(20,2)")).explain("simple")) ?? "";
  assert.match(plan, /Range/);
  assert.doesNotMatch(plan, /raise_error|typeof|CASE/i);

  for (const [value, declared, found] of OTHER) {
    const frame = spark.range(0, 1).select(expr(value).alias("x")).select(exactly("x", declared));
    const type = declared.replace(/[()]/g, "\\$&");
    await assert.rejects(frame.collect(), (error) => {
      const fault = faultOfType(String(error));
      assert.match(
        String(fault),
        new RegExp(
          `^its column x is of type ${found} in Spark and of type ${type} in MySQL, .* Have the plan round or cast it to ${type}\\.$`,
        ),
        value,
      );
      return true;
    });
    assert.deepEqual(await frame.filter("false").collect(), [], "no row, no error");
  }
});
