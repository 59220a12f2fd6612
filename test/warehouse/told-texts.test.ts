import assert from "node:assert/strict";
import { test } from "vitest";
import { quotedIn, withoutDetails } from "../../src/warehouse/index.ts";

test("of a reason the codes stay, line by line, and of another text nothing", () => {
  assert.equal(
    withoutDetails("too_many_rejected_rows: 2 of 3, such as 12,Mara\nmissing:price in 1"),
    "too_many_rejected_rows: (erased)\n(erased)",
  );
  assert.equal(withoutDetails("Mara called"), "(erased)");
});

test("every example that a text quotes is found, on each of its lines", () => {
  assert.deepEqual(quotedIn("a in 1, such as 12,x; b in 2, such as 13,y\nc: such as {}\nnone"), [
    "12,x; b in 2, ",
    "13,y",
    "{}",
  ]);
});
