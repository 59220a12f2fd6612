import assert from "node:assert/strict";
import { test } from "vitest";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { DIMENSION_FILES, EXPECTED_ROWS, EXPECTED_WARNINGS, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

test("the worked example gives exactly the marts that were computed by hand", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.equal(summary.status, "processed");
  assert.deepEqual(summary.files, { processed: 5, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(summary.rows, EXPECTED_ROWS);
  assert.deepEqual(summary.months, ["2023-03", "2023-04"]);
  assert.deepEqual(summary.warnings, EXPECTED_WARNINGS);
  await expectWorkedExample(world);
});
