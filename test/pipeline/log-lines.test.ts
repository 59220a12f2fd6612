import assert from "node:assert/strict";
import { test } from "vitest";
import { runPipeline } from "../../src/pipeline/run.ts";
import { recordingLog } from "../support/recording-log.ts";
import { openRefusingS3, type Refusal } from "../support/refusing-s3.ts";
import { runInput } from "../support/run-input.ts";
import { salesFile } from "../support/sales-files.ts";
import { openWorld } from "../support/world.ts";

const BUSY: Refusal = { status: 503, code: "ServiceUnavailable", message: "come again" };
const SALES = salesFile("a", [{ date: "2025-03-01", person: 1, price: 10 }]);
const BEFORE_A_BATCH = new Set(["recover", "discover", "validate"]);

test("lines of a run's log say which run, step, batch and file they are about, and a retry of S3 is one", async () => {
  await using world = await openWorld();
  const { s3 } = world.settings;
  await using proxy = await openRefusingS3(s3.endpoint ?? "");
  await world.landAll([SALES, { key: "raw/sales/sales_data_b.csv", text: SALES.text }]);
  let refusals = 1;
  proxy.refuse(({ method, key }) => (method === "GET" && key === SALES.key && refusals-- > 0 ? BUSY : undefined));
  const { lines, logger } = recordingLog("debug");
  const settings = { ...world.settings, s3: { ...s3, endpoint: proxy.endpoint } };
  const { error, summary } = await runPipeline({ ...runInput(world), settings, logger });
  assert.equal(error, undefined);
  assert.deepEqual([summary.files.processed, summary.files.duplicate], [1, 1]);

  assert.ok(lines.length > 10);
  assert.deepEqual(
    lines.filter(({ runId }) => runId !== summary.runId),
    [],
  );
  const steps = lines.filter(({ msg }) => / done$/.test(String(msg)));
  assert.deepEqual(
    steps.map(({ step, batchId }) => [step, batchId]),
    steps.map(({ step }) => [step, BEFORE_A_BATCH.has(String(step)) ? undefined : summary.batchId]),
  );
  assert.ok(steps.some(({ step }) => step === "commit"));

  const [retry, ...others] = lines.filter(({ server }) => server !== undefined);
  assert.deepEqual(others, []);
  const { msg, level, server, key, code, attempt, step } = retry ?? {};
  assert.deepEqual(
    { msg, level, server, key, code, attempt, step },
    {
      msg: `S3 GetObject of ${SALES.key} failed: ServiceUnavailable come again. Trying again.`,
      level: "warn",
      server: "s3",
      key: SALES.key,
      code: "ServiceUnavailable",
      attempt: 1,
      step: "validate",
    },
  );
  const ofFiles = lines.filter(({ msg: said }) => String(said).startsWith("raw/sales/"));
  assert.equal(ofFiles.length, 1);
  const [duplicate] = await world.rows<{ readonly file_id: string }>(
    "SELECT file_id FROM staging_files WHERE status = 'Duplicate'",
  );
  assert.equal(String(ofFiles[0]?.["fileId"]), duplicate?.file_id);
});
