import assert from "node:assert/strict";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { col, type DataFrame, lit, type MergeIntoWriter } from "../../src/spark-connect/index.ts";
import { attr, fn, int, relation, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";

const SOURCE = relation(1, { subqueryAlias: { input: table(0, "t"), alias: "s" } });
const CONDITION = fn("==", attr("s.id"), attr("x.id"));

function merging(frame: DataFrame): MergeIntoWriter {
  return frame.alias("s").mergeInto("x", col("s.id").eq(col("x.id")));
}

function action(actionType: string, more: JsonObject = {}): JsonObject {
  return { mergeAction: { actionType: `ACTION_TYPE_${actionType}`, ...more } };
}

function assignment(expression: string, value: JsonObject): JsonObject {
  return { key: { expressionString: { expression } }, value };
}

const CASES: readonly (readonly [string, (writer: MergeIntoWriter) => MergeIntoWriter, JsonObject])[] = [
  [
    "whole rows",
    (writer) => writer.whenMatched().updateAll().whenNotMatched().insertAll().whenNotMatchedBySource().delete(),
    {
      matchActions: [action("UPDATE_STAR")],
      notMatchedActions: [action("INSERT_STAR")],
      notMatchedBySourceActions: [action("DELETE")],
    },
  ],
  [
    "single columns, on conditions",
    (writer) =>
      writer
        .whenMatched(col("s.a").gt(1))
        .update({ "x.a": col("s.a"), b: lit(1) })
        .whenMatched()
        .delete()
        .whenNotMatched(col("s.a").gt(0))
        .insert({ id: col("s.id") })
        .whenNotMatchedBySource(lit(true))
        .update({ a: lit(2) })
        .whenNotMatchedBySource()
        .updateAll()
        .withSchemaEvolution(),
    {
      matchActions: [
        action("UPDATE", {
          condition: fn(">", attr("s.a"), int(1)),
          assignments: [assignment("x.a", attr("s.a")), assignment("b", int(1))],
        }),
        action("DELETE"),
      ],
      notMatchedActions: [
        action("INSERT", {
          condition: fn(">", attr("s.a"), int(0)),
          assignments: [assignment("id", attr("s.id"))],
        }),
      ],
      notMatchedBySourceActions: [
        action("UPDATE", { condition: { literal: { boolean: true } }, assignments: [assignment("a", int(2))] }),
        action("UPDATE_STAR"),
      ],
      withSchemaEvolution: true,
    },
  ],
];

for (const [name, build, clauses] of CASES) {
  test(`merging ${name} sends what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    const expected = {
      command: {
        mergeIntoTableCommand: {
          targetTableName: "x",
          sourceTablePlan: SOURCE,
          mergeCondition: CONDITION,
          ...clauses,
        },
      },
    };
    const writer = build(merging(spark.table("t")));
    assert.deepEqual(writer.toPlanJson(), expected);
    await assert.rejects(writer.merge(), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [expected],
    );
  });
}

test("a clause added to one merge does not show on another", () => {
  const writer = merging(offlineSession().table("t"));
  writer.whenMatched().delete();
  assert.deepEqual(writer.toPlanJson(), {
    command: {
      mergeIntoTableCommand: { targetTableName: "x", sourceTablePlan: SOURCE, mergeCondition: CONDITION },
    },
  });
});

test("Spark understands a merge, and refuses it for a table of files", async () => {
  await using spark = await liveSession();
  const name = `merge_${crypto.randomUUID().replaceAll("-", "")}`;
  await spark.range(2).write.saveAsTable(name);
  try {
    const source = spark.range(1, 3).alias("s");
    const merge = source
      .mergeInto(name, col("s.id").eq(col(`${name}.id`)))
      .whenNotMatched()
      .insertAll()
      .merge();
    // Spark 4.0 has no name for this error yet.
    const errorClass = /^(UNSUPPORTED_FEATURE\.TABLE_OPERATION|_LEGACY_ERROR_TEMP_2096)$/;
    await assert.rejects(merge, { errorClass, message: /MERGE INTO TABLE/ });
  } finally {
    await spark.sql(`DROP TABLE ${name}`);
  }
});
