import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { contentOf, identityOfContents } from "../../src/pipeline/validate/content-identity.ts";
import { loadSettings } from "../support/settings.ts";

const BY_CONTENT = identityOfContents({
  job: salesJob,
  settings: loadSettings({ env: { S3_BUCKET: "b", MYSQL_DATABASE: "d", MYSQL_USER: "u" } }),
});
const isSame = (a: string, b: string, feed = "sales") => {
  const [one, other] = [a, b].map((objectKey) => contentOf({ feed, objectKey, sha256: "ab" }, BY_CONTENT));
  return one === other;
};

test("equal files in folders of two stores or two days are two contents", () => {
  assert.equal(isSame("raw/sales/store_id=121/sales_data.csv", "raw/sales/store_id=122/sales_data.csv"), false);
  assert.equal(isSame("raw/sales/sales_date=2024-01-15/sales_data.csv", "raw/sales/sales_data.csv"), false);
});

test("the order of folders, escapes and names of files do not make another content", () => {
  assert.equal(
    isSame(
      "raw/sales/store_id=121/sales_date=2024-01-15/sales_data_a.csv",
      "raw/sales/sales_date=2024%2D01%2D15/store_id=121/sales_data_b.csv",
    ),
    true,
  );
});

test("a copy in a folder of another upload, or of a column of another feed, is the same content", () => {
  assert.equal(
    isSame("raw/sales/load_date=2024-01-15/sales_data.csv", "raw/sales/load_date=2024-01-16/sales_data.csv"),
    true,
  );
  assert.equal(isSame("raw/stores/store_id=1/stores.csv", "raw/stores/store_id=2/stores.csv", "stores"), true);
});
