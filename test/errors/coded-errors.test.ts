import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { exitCodeOf } from "../../src/cli/report-error.ts";
import { check, Finding } from "../../src/doctor/check.ts";
import { JobError } from "../../src/job/job-error.ts";
import { ConnectionError, SparkError } from "../../src/spark-connect/index.ts";
import { IntegrityError, LeaseBusyError } from "../../src/warehouse/index.ts";

/** A result of the doctor's, not a failure, and two that leave neither the listing nor the client: they are caught where they are thrown. */
const NOT_FAILURES = [
  "src/doctor/check.ts",
  "src/lake/ranges/unordered-listing.ts",
  "src/spark-connect/wire/http2-connection.ts",
];

test("every error of the pipeline says its code and whether a retry may help", () => {
  const plain = readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((path) => join("src", path))
    .filter((path) => path.endsWith(".ts") && !path.startsWith("src/spark-connect/gen/"))
    .filter((path) => /class \w+ extends Error\b/.test(readFileSync(path, "utf8")));
  const bases = ["src/errors/coded-error.ts", "src/spark-connect/wire/spark-connect-error.ts"];
  assert.deepEqual(plain.sort(), [...NOT_FAILURES, ...bases].sort());
});

test("the exit code follows from whether a retry may help", () => {
  assert.equal(exitCodeOf(new IntegrityError("a sum differs")), 1);
  assert.equal(exitCodeOf(new JobError("a_mart", "it has no key")), 2);
  assert.equal(exitCodeOf(new LeaseBusyError(undefined)), 75);
  assert.equal(exitCodeOf(new SparkError("a task failed")), 1);
});

test.each([
  ["CONNECTION_FAILED", false],
  ["SESSION_CHANGED", false],
  ["TLS_FAILED", true],
  ["UNAUTHENTICATED", true],
] as const)("the doctor takes %s of the client for permanent: %s", async (code, permanent) => {
  const result = await check("spark", () => Promise.reject(new ConnectionError(code, "no way there")));
  assert.deepEqual([result.status, result.permanent], ["failed", permanent]);
});

test("a warning of the doctor is no failure", async () => {
  const result = await check("clock", () => Promise.reject(new Finding("warning", "a second behind")));
  assert.deepEqual([result.status, result.permanent], ["warning", false]);
});
