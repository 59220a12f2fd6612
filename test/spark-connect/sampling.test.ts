import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { SparkSession } from "../../src/spark-connect/index.ts";
import { attr, relation, rootOf, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";
import { SALES, testPlans } from "./plan-cases.ts";

const INPUT = table(0, "t");

describe("the plan of", () => {
  test("a sample holds its share and seed", () => {
    assert.deepEqual(
      rootOf(offlineSession().table("t").sample(0.5, 3)),
      relation(1, {
        sample: {
          input: INPUT,
          upperBound: 0.5,
          withReplacement: false,
          seed: "3",
        },
      }),
    );
  });

  test("a sample with replacement says so", () => {
    assert.deepEqual(
      rootOf(offlineSession().table("t").sample(true, 2, 9007199254740993n)),
      relation(1, {
        sample: {
          input: INPUT,
          upperBound: 2,
          withReplacement: true,
          seed: "9007199254740993",
        },
      }),
    );
  });

  test("a random split takes neighbouring ranges of one seed", () => {
    const parts = offlineSession().table("t").randomSplit([1, 3], 7).map(rootOf);
    const common = { input: INPUT, withReplacement: false, seed: "7", deterministicOrder: true };
    assert.deepEqual(parts, [
      relation(1, { sample: { ...common, upperBound: 0.25 } }),
      relation(2, { sample: { ...common, lowerBound: 0.25, upperBound: 1 } }),
    ]);
  });

  test("a stratified sample holds a share for each value", () => {
    assert.deepEqual(
      rootOf(
        offlineSession()
          .table("t")
          .stat.sampleBy("a", new Map([[1, 0.5]]), 5),
      ),
      relation(1, {
        sampleBy: {
          input: INPUT,
          col: attr("a"),
          fractions: [{ stratum: { integer: 1 }, fraction: 0.5 }],
          seed: "5",
        },
      }),
    );
  });
});

test("a split without a seed draws one for all its parts, another each time", () => {
  const frame = offlineSession().table("t");
  const seeds = () =>
    frame.randomSplit([1, 1]).map((part) => JSON.stringify(part.toPlanJson()).match(/"seed":"(\d+)"/)?.[1]);
  const [first, second] = [seeds(), seeds()];
  assert.equal(first[0], first[1]);
  assert.notEqual(first[0], second[0]);
});

test("weights that make no shares are refused", () => {
  const frame = offlineSession().table("t");
  assert.throws(() => frame.randomSplit([1, -1]), {
    name: "RangeError",
    message: /must not be negative, but one is -1/,
  });
  assert.throws(() => frame.randomSplit([0, 0]), { name: "RangeError", message: /more than 0, not 0/ });
});

testPlans("a stratified sample", [
  {
    name: "by text",
    build: (sales) => sales.stat.sampleBy("person", { bob: 1 }, 1),
    plan: {
      sampleBy: {
        input: SALES,
        col: attr("person"),
        fractions: [{ stratum: { string: "bob" }, fraction: 1 }],
        seed: "1",
      },
    },
    rows: [[1, "bob", 20]],
  },
]);

describe("samples on Spark", () => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  test("are the same for the same seed, and others for another", async () => {
    const frame = spark.range(0, 1000, 1, 4);
    const half = await frame.sample(0.5, 1).collect();
    assert.deepEqual(await frame.sample(0.5, 1).collect(), half);
    assert.notDeepEqual(await frame.sample(0.5, 2).collect(), half);
  });

  test("of a split are disjoint and complete", async () => {
    const parts = spark.range(0, 1000, 1, 4).randomSplit([1, 2, 3], 7);
    const rows = await Promise.all(parts.map((part) => part.collect<{ readonly id: bigint }>()));
    const ids = rows.flat().map(({ id }) => Number(id));
    assert.deepEqual(
      ids.toSorted((a, b) => a - b),
      Array.from({ length: 1000 }, (_, id) => id),
    );
    assert.ok(rows.every((part) => part.length > 100));
  });
});
