import assert from "node:assert/strict";
import { test } from "vitest";
import { runFixture } from "./run-fixture.ts";

const CASES = [
  ["what passed, failed and was skipped is counted", "some-of-each", "2 passed, 1 failed, 1 skipped"],
  ["a file that cannot be loaded is a failure", "unloadable", "0 passed, 1 failed"],
  ["a hook of a group that fails is a failure", "failing-hook", "1 passed, 1 failed, 1 skipped"],
  ["a hook of a file that fails is a failure", "failing-file-hook", "1 passed, 1 failed"],
  ["an error that nothing handles is a failure", "unhandled-error", "1 passed, 1 failed"],
  ["a file that is not there is a failure", "no-such-file", "0 passed, 1 failed"],
] as const;

for (const [behaviour, fixture, line] of CASES) {
  test(`${behaviour}, and the closing line is the last one`, async () => {
    const { code, lastLine, output } = await runFixture(`${fixture}.fixture.ts`);
    assert.equal(lastLine, line, output);
    assert.equal(code, 1);
  });
}

test("a run of which nothing fails ends with 0", async () => {
  const { code, lastLine, output } = await runFixture("some-of-each.fixture.ts", {}, "-t", "passes");
  assert.equal(lastLine, "2 passed, 0 failed, 2 skipped", output);
  assert.equal(code, 0);
});

test("servers that do not start are a failure", async () => {
  const { code, lastLine, output } = await runFixture("some-of-each.fixture.ts", {
    FIXTURE_GLOBAL_SETUP: "./failing-setup.ts",
  });
  assert.equal(lastLine, "0 passed, 1 failed", output);
  assert.equal(code, 1);
});
