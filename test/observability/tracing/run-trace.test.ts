import assert from "node:assert/strict";
import { onTestFinished, test, vi } from "vitest";
import { areTracesWanted } from "../../../src/observability/index.ts";
import { openTracing } from "../../../src/observability/tracing/index.ts";
import { collectedSpans } from "../../support/collected-spans.ts";
import { answering, openHttpReceiver } from "../../support/http-receiver.ts";

const RUN = { runId: "run-1", command: "run", startedAt: 1_000, now: () => 2_000 };
const PARENT = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "" };

function setEnvironment(env: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

for (const [wanted, env] of [
  [false, {}],
  [true, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }],
  [true, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces", OTEL_TRACES_EXPORTER: "otlp" }],
  [false, { OTEL_EXPORTER_OTLP_ENDPOINT: "" }],
  [false, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_SDK_DISABLED: "TRUE" }],
  [false, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_TRACES_EXPORTER: "none" }],
] as const) {
  test(`${JSON.stringify(env)} ${wanted ? "asks" : "does not ask"} for traces`, () => {
    assert.equal(areTracesWanted(env), wanted);
  });
}

test("a run is a span below the one that started it, its steps are below it, and Spark's actions below the step that waits for them", async () => {
  await using collector = await openHttpReceiver(answering(200));
  setEnvironment({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20token",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    OTEL_SERVICE_NAME: "sales-of-shops",
  });
  const unsent: string[] = [];
  const { trace, close } = openTracing({ ...RUN, parent: PARENT }, (reason) => unsent.push(reason));
  assert.equal(trace.traceId, "0af7651916cd43dd8448eb211c80319c");
  const stages = { done: 1, of: 2 };
  trace.watch({ kind: "step_started", step: "transform" });
  trace.watch({ kind: "step_started", step: "marts" });
  for (const action of ["one", "two"]) trace.watch({ kind: "spark_started", action, rows: 7 });
  trace.watch({
    kind: "spark_progress",
    action: "one",
    stages,
    tasks: { done: 3, of: 4 },
    runningTasks: 1,
    bytesRead: 99,
    elapsedMs: 1,
  });
  trace.watch({ kind: "spark_ended", action: "one", durationMs: 5 });
  trace.watch({ kind: "step_ended", step: "marts", outcome: "failed", durationMs: 1, sparkMs: 1, did: "" });
  trace.end({ attributes: { "sales_pipeline.status": "failed" }, error: "MySQL is gone" });
  await close();

  assert.deepEqual(unsent, []);
  assert.equal(collector.received[0]?.path, "/v1/traces");
  assert.equal(collector.received[0]?.headers.authorization, "Bearer token");
  const spans = collectedSpans(collector.received);
  const named = (name: string) => {
    const found = spans.filter((span) => span.name === name);
    assert.equal(found.length, 1, name);
    const [span] = found;
    assert.ok(span);
    return span;
  };
  const run = named("sales-pipeline run");
  assert.equal(run.parentSpanId, "b7ad6b7169203331");
  assert.equal(run.message, "MySQL is gone");
  assert.equal(run.resource["service.name"], "sales-of-shops");
  assert.equal(run.resource["deployment.environment.name"], "test");
  assert.equal(named("transform").parentSpanId, run.spanId);
  assert.equal(named("marts").parentSpanId, named("transform").spanId);
  const spark = named("spark: one");
  assert.equal(spark.parentSpanId, named("marts").spanId);
  assert.deepEqual(spark.attributes, {
    "sales_pipeline.spark.rows": 7,
    "sales_pipeline.spark.stages": 2,
    "sales_pipeline.spark.tasks": 4,
    "sales_pipeline.spark.bytes_read": 99,
  });
  const failed = spans.filter(({ hasFailed }) => hasFailed).map(({ name }) => name);
  assert.deepEqual(failed.toSorted(), ["marts", "sales-pipeline run", "spark: two", "transform"]);
  assert.deepEqual(new Set(spans.map(({ traceId }) => traceId)), new Set([trace.traceId]));
});

test("a collector that refuses is told of", async () => {
  await using collector = await openHttpReceiver(answering(400));
  setEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const unsent: string[] = [];
  const { trace, close } = openTracing({ ...RUN, parent: { traceparent: "no such thing", tracestate: "" } }, (reason) =>
    unsent.push(reason),
  );
  trace.end({ attributes: {}, error: undefined });
  await close();
  assert.equal(unsent.length, 1);
  assert.match(unsent[0] ?? "", /Bad Request/);
});
