import assert from "node:assert/strict";
import { test } from "vitest";
import type { FactRules, RowRule, Rules } from "../../src/feeds/index.ts";
import { checkJob, type Job, JobError } from "../../src/job/index.ts";
import { abs, type Column, DateType, expr, lit, StringType, toDate, tryDivide } from "../../src/spark-connect/index.ts";

/** A job whose rules are these; `run.tariff` chooses between two. */
function withRules(rules: (chosen: Rules) => FactRules): Job {
  return {
    facts: {
      name: "stays",
      columns: [
        { name: "left_on", kind: "date", required: true },
        { name: "fee", kind: "money", required: true },
        { name: "minutes", kind: "integer", required: false },
      ],
      facts: { day: "left_on", amount: "fee", rules },
    },
    dimensions: [],
    marts: [],
    rules: { tariff: { doc: "by day or by night", choices: ["day", "night"], default: "day" } },
  };
}

const long = (value: (name: string) => Column) => value("minutes").gt(60);
const noColumn = JSON.parse("true");

test("rules that hold under every choice are taken as they are", () => {
  const watched = [{ name: "tip", kind: "money", required: false }] as const;
  const job = withRules(({ tariff }) => ({
    watched,
    rows:
      tariff === "day"
        ? []
        : [
            { code: "too_long", broken: long },
            { code: "tip", broken: (value) => value("tip").gt(value("fee")) },
          ],
    lookalikes: [{ warning: "perhaps_long", matches: (text) => text("minutes").eq("61") }],
  }));
  assert.equal(checkJob(job), job);
});

const WRONG: Readonly<Record<string, readonly [rules: (chosen: Rules) => FactRules, message: RegExp]>> = {
  "a column that is none, under the second choice": [
    ({ tariff }) => ({ rows: tariff === "day" ? [] : [{ code: "long", broken: (value) => value("minuets").gt(1) }] }),
    /^The rules of stays under run\.tariff=night: they look at minuets, which is none of the columns\.$/,
  ],
  "rules that throw": [
    () => {
      throw new Error("no luck");
    },
    /^The rules of stays under run\.tariff=day: they throw: no luck$/,
  ],
  "a rule that throws": [
    () => ({
      rows: [
        {
          code: "long",
          broken: () => {
            throw new Error("no luck");
          },
        },
      ],
    }),
    /the rule long throws: no luck/,
  ],
  "no list of rows": [
    () => JSON.parse("{}"),
    /they have no list `rows`\. Where nothing else must hold, write `rows: \[\]`/,
  ],
  "a condition that is no column": [
    () => ({ rows: [{ code: "long", broken: () => noColumn }] }),
    /the rule long gives no column/,
  ],
  "a code that is none": [
    () => ({ rows: [{ code: "too long", broken: long }] }),
    /the code too long must be lower-case/,
  ],
  "a code of the engine's": [() => ({ rows: [{ code: "future_date", broken: long }] }), /future_date is the engine's/],
  "a code twice": [
    () => ({
      rows: [
        { code: "long", broken: long },
        { code: "long", broken: long },
      ],
    }),
    /two rules have the code long/,
  ],
  "a lookalike that is no column": [
    () => ({ rows: [], lookalikes: [{ warning: "perhaps", matches: () => noColumn }] }),
    /the lookalike perhaps gives no column/,
  ],
};

for (const [fault, [rules, message]] of Object.entries(WRONG)) {
  test(`${fault}: one clear error`, () => {
    assert.throws(
      () => checkJob(withRules(rules)),
      (error) => error instanceof JobError && message.test(error.message),
    );
  });
}

const condition = (broken: (value: (name: string) => Column) => Column) =>
  withRules(() => ({ rows: [{ code: "odd", broken }] }));

test("what would end a run at one bad value is refused in rules, with what to write", () => {
  const refused: readonly (readonly [Job, RegExp])[] = [
    [
      condition((value) => value("minutes").cast("decimal(12,3)").gt(5)),
      /^The rules of stays under run\.tariff=day: the rule odd casts with `cast` to decimal\(12,3\): write `tryCast`, which gives NULL where the other ends the whole run at one bad value\. A condition that is NULL breaks nothing\.$/,
    ],
    [condition((value) => abs(value("fee").cast(DateType)).gt(5)), /the rule odd casts with `cast`: write `tryCast`/],
    [condition((value) => value("fee").divide(value("minutes")).gt(5)), /the rule odd uses `\/`: write `tryDivide`/],
    [condition((value) => value("fee").mod(value("minutes")).gt(5)), /the rule odd uses `%`: write `tryMod`/],
    [condition((value) => toDate(value("fee")).isNull()), /the rule odd uses `to_date`: write `tryToDate`/],
    [condition(() => expr("CAST(fee AS INT) > 5")), /the rule odd casts in SQL with CAST: write TRY_CAST/],
    [
      withRules(() => ({ rows: [], lookalikes: [{ warning: "x", matches: (text) => text("fee").cast("int").gt(1) }] })),
      /the lookalike x casts with `cast` to int: write `tryCast`/,
    ],
  ];
  for (const [job, message] of refused) {
    assert.throws(
      () => checkJob(job),
      (error) => {
        assert.match(error instanceof JobError ? error.message : String(error), message);
        return true;
      },
    );
  }
});

test("what fails at no value is taken in rules: the try_ forms, casts to text and of literals, division by a number", () => {
  for (const broken of [
    (value) => value("minutes").tryCast("decimal(12,3)").gt(lit("0.005").cast("decimal(4,3)")),
    (value) => value("minutes").cast("string").eq("5"),
    (value) => value("minutes").cast(StringType).eq("5"),
    (value) => value("fee").divide(100).gt(5),
    (value) => tryDivide(value("fee"), value("minutes")).gt(5),
    () => expr("TRY_CAST(fee AS INT) > 5"),
  ] as const satisfies readonly RowRule["broken"][]) {
    assert.doesNotThrow(() => checkJob(condition(broken)));
  }
});
