import assert from "node:assert/strict";
import { onTestFinished, test, vi } from "vitest";
import { runPipeline } from "../../../src/pipeline/run.ts";
import { collectedSpans } from "../../support/collected-spans.ts";
import { answering, openHttpReceiver } from "../../support/http-receiver.ts";
import { recordingLog } from "../../support/recording-log.ts";
import { runInput } from "../../support/run-input.ts";
import { salesFile } from "../../support/sales-files.ts";
import { openWorld } from "../../support/world.ts";

test("a run that OpenTelemetry's variables ask for is traced to its actions of Spark, under an id that its log bears", async () => {
  await using world = await openWorld();
  await using collector = await openHttpReceiver(answering(200));
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await world.landAll([salesFile("1", [{ date: "2025-03-01", person: 1, price: 5 }])]);
  const { lines, logger } = recordingLog("info");
  const { summary } = await runPipeline({ ...runInput(world), logger });
  assert.equal(summary.status, "processed");

  const spans = collectedSpans(collector.received);
  const run = spans.find(({ name }) => name === "sales-pipeline run");
  assert.ok(run);
  assert.equal(run.hasFailed, false);
  assert.equal(run.attributes["sales_pipeline.run.id"], summary.runId);
  assert.equal(run.attributes["sales_pipeline.batch.id"], summary.batchId);
  assert.equal(run.attributes["sales_pipeline.rows.accepted"], 1);
  assert.deepEqual(new Set(lines.map(({ traceId }) => traceId)), new Set([run.traceId]));
  const commit = spans.find(({ name }) => name === "commit");
  assert.equal(commit?.parentSpanId, run.spanId);
  const spark = spans.filter(({ name }) => name.startsWith("spark: "));
  assert.ok(spark.length > 2);
  const steps = new Set(spans.filter(({ name }) => !name.startsWith("spark: ")).map(({ spanId }) => spanId));
  for (const { parentSpanId = "" } of spark) assert.ok(steps.has(parentSpanId));
});
