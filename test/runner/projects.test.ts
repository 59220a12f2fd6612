import assert from "node:assert/strict";
import { test } from "vitest";
import { testsWithServers } from "../support/tests-with-servers.ts";
import { runFixture } from "./run-fixture.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

test("what a test imports decides whether it needs servers, through helpers and started programs, too", () => {
  const found = new Set(testsWithServers(ROOT));
  for (const needsServers of ["lake/keys", "oracle/marts", "spark-connect/values/decimal"])
    assert.equal(found.has(`test/${needsServers}.test.ts`), false, needsServers);
  // By its world, by a helper's helper, and by a program that is started.
  for (const needsServers of ["pipeline/rebuild", "lake/copy-object", "stack/up-and-down", "oracle/judged-sales"])
    assert.equal(found.has(`test/${needsServers}.test.ts`), true, needsServers);
});

test("a test that needs servers fails in the project unit, and says why, though a stack runs", async () => {
  const running = { SPARK_REMOTE: "sc://127.0.0.1:1", MYSQL_HOST: "127.0.0.1" };
  const { code, output, lastLine } = await runFixture("needs-servers.fixture.ts", {
    ...running,
    FIXTURE_SETUP_FILE: "../../support/without-servers.ts",
  });
  assert.equal(code, 1);
  assert.match(output, /This test needs servers, but runs in the project unit, where nothing is started\./);
  assert.equal(lastLine, "0 passed, 1 failed");
});
