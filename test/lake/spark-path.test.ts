import assert from "node:assert/strict";
import { test } from "vitest";
import { s3aUri, sparkPath } from "../../src/lake/index.ts";

// What Spark 4.1.2 was seen to load and to report for each name, from S3 and from local files.
const PATHS: Readonly<Record<string, readonly [load: string, reported: string]>> = {
  "plain.csv": ["plain.csv", "plain.csv"],
  "a b.csv": ["a b.csv", "a%20b.csv"],
  "a%20b.csv": ["a%20b.csv", "a%2520b.csv"],
  "a+b.csv": ["a+b.csv", "a+b.csv"],
  "é\u00a0日本😀.csv": ["é\u00a0日本😀.csv", "é%C2%A0日本😀.csv"],
  "a*b?c.csv": ["a\\*b\\?c.csv", "a*b%3Fc.csv"],
  "a{1,2}[3].csv": ["a\\{1,2\\}\\[3\\].csv", "a%7B1,2%7D%5B3%5D.csv"],
  "a\\b.csv": ["a\\\\b.csv", "a%5Cb.csv"],
  'a#b"c<d>.csv': ['a#b"c<d>.csv', "a%23b%22c%3Cd%3E.csv"],
  "a^`|~.csv": ["a^`|~.csv", "a%5E%60%7C~.csv"],
  "a'b&c=d;e.csv": ["a'b&c=d;e.csv", "a'b&c=d;e.csv"],
};

test("a file is loaded and reported under the names that Spark uses", () => {
  for (const [name, [load, reported]] of Object.entries(PATHS)) {
    assert.deepEqual(sparkPath({ lake: { bucket: "lake", prefix: "" }, key: `raw/sales/${name}` }), {
      load: `s3a://lake/raw/sales/${load}`,
      reported: `s3a://lake/raw/sales/${reported}`,
    });
    assert.deepEqual(sparkPath({ file: `/var/run 1/${name}` }), {
      load: `file:///var/run 1/${load}`,
      reported: `file:///var/run%201/${reported}`,
    });
  }
});

test("a folder of the lake", () => {
  assert.equal(s3aUri({ bucket: "lake", prefix: "" }, "_work/batch=1/"), "s3a://lake/_work/batch=1/");
  assert.equal(s3aUri({ bucket: "lake", prefix: "a/b/" }, "_work/batch=1/"), "s3a://lake/a/b/_work/batch=1/");
});
