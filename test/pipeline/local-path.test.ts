import assert from "node:assert/strict";
import { test } from "vitest";
import { localPathOf } from "../../src/pipeline/validate/local-path.ts";

test("of a file's name, however long, only the extension is part of its local path", () => {
  const name = `sales_data_${"x".repeat(1_000)}.csv.gz`;
  assert.equal(localPathOf("/folder", { fileId: 7, name }), "/folder/7/content.csv.gz");
  assert.equal(localPathOf("/folder", { fileId: 8, name: "sales_data_[1].parquet" }), "/folder/8/content.parquet");
});
