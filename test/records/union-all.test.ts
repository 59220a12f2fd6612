import assert from "node:assert/strict";
import { test } from "vitest";
import { unionAll } from "../../src/records/union-all.ts";
import type { Relation } from "../../src/spark-connect/gen/spark/connect/relations_pb.js";
import { offlineSession } from "../spark-connect/offline-session.ts";

function unionsIn(relation: Relation | undefined): { readonly depth: number; readonly tables: readonly string[] } {
  const relType = relation?.relType;
  if (relType?.case === "setOp") {
    const [left, right] = [unionsIn(relType.value.leftInput), unionsIn(relType.value.rightInput)];
    return { depth: 1 + Math.max(left.depth, right.depth), tables: [...left.tables, ...right.tables] };
  }
  const read = relType?.case === "read" ? relType.value.readType : undefined;
  return { depth: 0, tables: read?.case === "namedTable" ? [read.value.unparsedIdentifier] : [] };
}

test("the union of many frames has all of them once, in their order, and is hardly deep", () => {
  const spark = offlineSession();
  for (const [count, depth] of [
    [1, 0],
    [2, 1],
    [3, 2],
    [5, 3],
    [600, 10],
  ] as const) {
    const tables = Array.from({ length: count }, (_, position) => `t${position}`);
    const [first, ...others] = tables.map((name) => spark.table(name));
    assert.ok(first);
    assert.deepEqual(unionsIn(unionAll([first, ...others]).relation), { depth, tables });
  }
});
