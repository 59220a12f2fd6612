import assert from "node:assert/strict";
import type { JsonObject } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { attr, rootOf, table } from "./expected-plan.ts";
import { isSpark40, liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

/** A program, the whole message that it sends, and what Spark makes of it. */
export interface PlanCase {
  readonly name: string;
  readonly build: (sales: DataFrame, stores: DataFrame, spark: SparkSession) => DataFrame;
  /** What is sent for it; `sales` has plan id 0 and `stores` 1. */
  readonly plan: JsonObject;
  /** The result, each row as its values. */
  readonly rows: readonly (readonly unknown[])[];
  /** Why Spark 4.0 cannot run it. */
  readonly notIn40?: string;
}

export const SALES = table(0, "sales");
export const STORES = table(1, "stores");
/** store, person, amount */
const SALES_ROWS = [
  [1, "ann", 10],
  [1, "bob", 20],
  [2, "ann", 5],
  [2, null, 7],
] as const;
/** store, city */
const STORES_ROWS = [
  [1, "Pune"],
  [3, "Goa"],
] as const;

export const store = attr("store");
export const person = attr("person");
export const amount = attr("amount");

export function testPlans(title: string, cases: readonly PlanCase[]): void {
  describe(title, () => {
    let spark: SparkSession;
    let sales: DataFrame;
    let stores: DataFrame;
    let is40: boolean;

    beforeAll(async () => {
      spark = await liveSession();
      is40 = await isSpark40(spark);
      sales = spark.createDataFrame(SALES_ROWS, "store INT, person STRING, amount INT");
      stores = spark.createDataFrame(STORES_ROWS, "store INT, city STRING");
    });
    afterAll(async () => await spark.close());

    for (const { name, build, plan, rows, notIn40 } of cases) {
      test(`${name}: sends what PySpark sends, and Spark understands it`, async (t) => {
        const offline = offlineSession();
        const { common, ...root } = rootOf(build(offline.table("sales"), offline.table("stores"), offline));
        assert.deepEqual(root, plan);
        if (is40 && notIn40 !== undefined) return t.skip(notIn40);
        const result = await build(sales, stores, spark).collectRows();
        assert.deepEqual(
          result.map((row) => row.values),
          rows,
        );
      });
    }
  });
}
