import assert from "node:assert/strict";
import { test } from "vitest";
import { withoutQuotes } from "../../src/warehouse/index.ts";

test("a reason without what it quotes keeps its other words, line by line", () => {
  const told =
    'conflicting_key: 2 rows, such as 12,"Mara"\nempty_file: no rows\nwrong_type:price: such as a, such as b';
  assert.equal(
    withoutQuotes(told),
    "conflicting_key: 2 rows, such as …\nempty_file: no rows\nwrong_type:price: such as …",
  );
});
