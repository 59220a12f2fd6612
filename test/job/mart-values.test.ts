import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { TIE_RULE_SETTING } from "../../jobs/sales/sales-team-mart.ts";
import { foldedValues, isFoldable, type Mart, martValues } from "../../src/job/index.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { cleanedFactsSchema } from "../../src/records/index.ts";
import { type DataFrame, Decimal, LocalDate, type SparkSession } from "../../src/spark-connect/index.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { Random } from "../support/random.ts";

const [customers, team] = salesJob.marts;

describe("folding", () => {
  test("a month that gains sales is what all of its sales make, returns and ties included", async () => {
    const spark = await liveSession();
    await spark.conf.setAll(SESSION_SETTINGS);
    const random = new Random(7);
    const sales = Array.from({ length: 120 }, () => sale(random));
    for (const mart of salesJob.marts) {
      const rules = { tieRule: random.oneOf(TIE_RULE_SETTING.choices) };
      const [earlier, added] = [frame(spark, sales.slice(0, 70)), frame(spark, sales.slice(70))];
      const folded = foldedValues(mart, martValues(mart, earlier, rules), added, rules);
      assert.deepEqual(await rowsOf(mart, folded), await rowsOf(mart, martValues(mart, frame(spark, sales), rules)));
    }
  });

  test("a mart folds if each of its values has a fold or is derived", () => {
    assert.ok(customers !== undefined && isFoldable(customers));
    assert.ok(team !== undefined && isFoldable(team));
    const { total_quantity: _, ...folds } = customers.folds ?? {};
    assert.equal(isFoldable({ ...customers, folds }), false);
    const { derived: __, ...withoutRanks } = team;
    assert.equal(isFoldable(withoutRanks), false);
  });
});

type Sale = readonly (number | bigint | string | Decimal | LocalDate | null)[];

/** Few customers, persons and amounts, so that many share a row and a rank. */
function sale(random: Random): Sale {
  const month = 1 + random.below(2);
  const sign = random.below(6) === 0 ? -1 : 1;
  const quantity = sign * (1 + random.below(3));
  return [
    1n,
    1 + random.below(4),
    1 + random.below(2),
    "tea",
    LocalDate.parse(`2023-0${month}-1${random.below(9)}`),
    1 + random.below(4),
    Decimal.parse("10.05"),
    quantity,
    Decimal.parse("10.05").multiply(Decimal.parse(String(quantity))),
    null,
    null,
    `2023-0${month}`,
  ];
}

function frame(spark: SparkSession, sales: readonly Sale[]): DataFrame {
  return spark.createDataFrame(sales, cleanedFactsSchema(salesJob.facts));
}

async function rowsOf(mart: Mart, values: DataFrame): Promise<readonly string[]> {
  const names = [...Object.keys(mart.key), ...Object.keys(mart.values)];
  const rows = await values.select(...names).collect();
  return rows.map((row) => names.map((name) => String(row[name])).join(" ")).toSorted();
}
