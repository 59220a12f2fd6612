import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger, type RunEvent } from "../../src/observability/index.ts";
import { expectedDuration } from "../../src/pipeline/outcome/expected-duration.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

describe("how long a run is expected to take", () => {
  const past = [
    { rows: 1000, durationMs: 10 },
    { rows: 1999, durationMs: 30 },
    { rows: 600, durationMs: 20 },
    { rows: 1_000_000, durationMs: 9000 },
  ];

  test("is the median of runs of about as many rows", () => {
    assert.equal(expectedDuration(past, 1000), 20);
  });

  test("is unknown where fewer than two were like it", () => {
    assert.equal(expectedDuration(past, 1_000_000), undefined);
    assert.equal(expectedDuration([], 0), undefined);
  });
});

test("a run tells it once two runs of its size have ended", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  const told: (readonly RunEvent[])[] = [];
  for (const year of ["2021", "2022", "2023"]) {
    await world.land(`raw/sales/sales_data_${year}-05-01.csv`, SALES_FILE.text.replaceAll("2023-", `${year}-`));
    const events: RunEvent[] = [];
    const { error } = await runPipeline({
      job: salesJob,
      settings: world.settings,
      asOf: "2026-01-01",
      signal: new AbortController().signal,
      logger: (bindings) => createLogger("silent", bindings),
      watch: (event) => events.push(event),
    });
    assert.equal(error, undefined);
    told.push(events.filter(({ kind }) => kind === "duration_expected"));
  }
  assert.deepEqual(told.slice(0, 2), [[], []]);
  const [expected] = told[2] ?? [];
  assert.ok(expected?.kind === "duration_expected" && expected.durationMs > 0, JSON.stringify(told));
});
