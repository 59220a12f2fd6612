import assert from "node:assert/strict";
import { test } from "vitest";
import { col, desc, rank, sum, Window } from "../../src/spark-connect/index.ts";
import { ascending, attr, descending, expressionJson, fn, int, literal } from "./expected-plan.ts";

test("a window without a frame sends none", () => {
  assert.deepEqual(expressionJson(rank().over(Window.partitionBy("a", col("b")).orderBy("c", desc("d")))), {
    window: {
      windowFunction: fn("rank"),
      partitionSpec: [attr("a"), attr("b")],
      orderSpec: [ascending(attr("c")), descending(attr("d"))],
    },
  });
});

test("bounds of rows are INT, the current row and the open ends have words of their own", () => {
  assert.deepEqual(frameOf(Window.rowsBetween(-1, 2)), {
    frameType: "FRAME_TYPE_ROW",
    lower: { value: int(-1) },
    upper: { value: int(2) },
  });
  assert.deepEqual(frameOf(Window.rowsBetween(Window.unboundedPreceding, Window.currentRow)), {
    frameType: "FRAME_TYPE_ROW",
    lower: { unbounded: true },
    upper: { currentRow: true },
  });
});

test("bounds of ranges are BIGINT", () => {
  assert.deepEqual(frameOf(Window.orderBy("a").rangeBetween(-7, 2n ** 40n)), {
    frameType: "FRAME_TYPE_RANGE",
    lower: { value: literal({ long: "-7" }) },
    upper: { value: literal({ long: "1099511627776" }) },
  });
});

test("a window is not changed by what is built on it", () => {
  const window = Window.partitionBy("a");
  const before = expressionJson(sum("x").over(window));
  window.orderBy("b").rowsBetween(0, 1);
  assert.deepEqual(expressionJson(sum("x").over(window)), before);
});

test("bounds that are no integers are refused", () => {
  assert.throws(() => Window.rowsBetween(0.5, 1), { name: "RangeError", message: /rowsBetween: 0.5/ });
  assert.throws(() => Window.rowsBetween(0, 2 ** 31), RangeError);
  assert.throws(() => Window.rangeBetween(0, 2 ** 53), RangeError);
});

function frameOf(window: Parameters<ReturnType<typeof rank>["over"]>[0]) {
  const json = expressionJson(sum("x").over(window));
  assert.ok(json !== null && typeof json === "object" && "window" in json);
  const { window: message } = json;
  assert.ok(message !== null && typeof message === "object" && "frameSpec" in message);
  return message["frameSpec"];
}
