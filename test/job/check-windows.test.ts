import assert from "node:assert/strict";
import { test } from "vitest";
import secondJob from "../../examples/second-job/index.ts";
import { checkJob, type Job, JobError, type Mart } from "../../src/job/index.ts";
import {
  type ColumnOrName,
  col,
  count,
  lit,
  rank,
  rowNumber,
  sum,
  trunc,
  Window,
  type WindowSpec,
} from "../../src/spark-connect/index.ts";

const [mart] = secondJob.marts;
assert.ok(mart);

const derivedBy = (window: WindowSpec): Partial<Mart> => ({
  derived: { columns: ["place"], from: (rows) => rows.withColumn("place", rank().over(window)) },
});
const planBy = (...by: readonly ColumnOrName[]): Partial<Mart> => ({
  plan: (facts) =>
    facts
      .withColumn("nth", rowNumber().over(Window.partitionBy(...by).orderBy("left_on")))
      .groupBy("car_park_id", "sales_month")
      .agg(count(lit(1)).alias("stays"), sum("minutes").alias("minutes"), sum("fee").alias("takings")),
});
const withMart = (change: Partial<Mart>): Job => ({ ...secondJob, marts: [{ ...mart, ...change }] });

const REFUSED: readonly (readonly [Partial<Mart>, RegExp])[] = [
  [
    derivedBy(Window.partitionBy("car_park_id").orderBy("takings")),
    /^The mart car_park_months: a window of its derived is partitioned by car_park_id, and reaches over several months: .* Add `sales_month`: Window\.partitionBy\("car_park_id", "sales_month"\)\.$/,
  ],
  [derivedBy(Window.orderBy("takings")), /is partitioned by nothing, .* Window\.partitionBy\("sales_month"\)\.$/],
  [derivedBy(Window.partitionBy(col("`minutes`"))), /is partitioned by minutes, /],
  [planBy("car_park_id"), /^The mart car_park_months: a window of its plan is partitioned by car_park_id, /],
  [{ plan: () => JSON.parse("1") }, /^The mart car_park_months: its plan gives no DataFrame\.$/],
  [
    {
      derived: {
        columns: ["place"],
        from: () => {
          throw new Error("no luck");
        },
      },
    },
    /^The mart car_park_months: its derived throws: no luck$/,
  ],
];

test("a window that is seen to reach over several months is refused with what to write", () => {
  for (const [change, message] of REFUSED) {
    assert.throws(
      () => checkJob(withMart(change)),
      (error) => {
        assert.match(error instanceof JobError ? error.message : String(error), message);
        return true;
      },
    );
  }
});

test("a window within a month, a day, or what cannot be seen is taken", () => {
  for (const change of [
    derivedBy(Window.partitionBy("sales_month").orderBy("takings")),
    derivedBy(Window.partitionBy("car_park_id", "sales_month").orderBy("takings")),
    planBy("car_park_id", "left_on"),
    planBy("car_park_id", trunc("left_on", "month")),
  ]) {
    assert.doesNotThrow(() => checkJob(withMart(change)));
  }
});
