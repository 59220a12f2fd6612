import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, onTestFinished, test } from "vitest";
import { exposition, pushMetrics, writeTextfile } from "../../../src/observability/metrics/index.ts";
import { METRICS } from "../../../src/observability/metrics/metrics.ts";
import { answering, neverAnswering, openHttpReceiver, redirectingTo } from "../../support/http-receiver.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "metrics-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("the text", () => {
  test("has each sample with the pipeline's label, and nothing of metrics without one", async () => {
    const { text, contentType } = await exposition(
      [
        { metric: "runs", labels: ["run", "processed"], value: 3 },
        { metric: "runs", labels: ["run", "failed"], value: 1 },
        { metric: "rejectedRatio", value: 0.125 },
      ],
      "shops",
    );
    assert.match(contentType, /^text\/plain; version=0\.0\.4/);
    const { runs, rejectedRatio } = METRICS;
    assert.deepEqual(
      text.split("\n").filter((line) => line !== ""),
      [
        `# HELP ${runs.name} ${runs.help}`,
        `# TYPE ${runs.name} counter`,
        'sales_pipeline_runs_total{command="run",outcome="processed",pipeline="shops"} 3',
        'sales_pipeline_runs_total{command="run",outcome="failed",pipeline="shops"} 1',
        `# HELP ${rejectedRatio.name} ${rejectedRatio.help}`,
        `# TYPE ${rejectedRatio.name} gauge`,
        'sales_pipeline_last_batch_rejected_ratio{pipeline="shops"} 0.125',
      ],
    );
  });

  test("escapes what labels hold", async () => {
    const { text } = await exposition([{ metric: "warnings", labels: ['a"b\\c\nd'], value: 1 }], "shops");
    assert.ok(text.includes('sales_pipeline_last_run_warnings{warning="a\\"b\\\\c\\nd",pipeline="shops"} 1\n'), text);
  });

  test("names and units follow Prometheus's conventions", () => {
    for (const { name, type } of Object.values(METRICS)) {
      assert.match(name, /^sales_pipeline_[a-z]+(_[a-z]+)*$/);
      assert.equal(name.endsWith("_total"), type === "counter", name);
      assert.doesNotMatch(name, /_(ms|milliseconds|minutes|percent)\b/);
    }
  });
});

describe("the file", () => {
  test("is replaced as a whole, can be read by others, and leaves nothing beside it", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "sales.prom");
    await writeFile(path, "old and longer than what is new\n");
    await writeTextfile(path, "new\n");
    assert.equal(await readFile(path, "utf8"), "new\n");
    assert.equal((await stat(path)).mode & 0o044, 0o044);
    assert.deepEqual(await readdir(folder), ["sales.prom"]);
  });

  test("that cannot be replaced is an error, and nothing is left beside it", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "sales.prom");
    await mkdir(path);
    await assert.rejects(writeTextfile(path, "new\n"), { code: "EISDIR" });
    assert.deepEqual(await readdir(folder), ["sales.prom"]);
  });
});

describe("the Pushgateway", () => {
  const exposed = { text: "a 1\n", contentType: "text/plain" };
  const push = (url: string, signal = AbortSignal.timeout(60_000)) => pushMetrics(url, "shops", exposed, signal);

  test("is put the metrics in a group of the pipeline's", async () => {
    await using gateway = await openHttpReceiver(answering(202));
    await push(`${gateway.url}/`);
    const [request] = gateway.received;
    assert.deepEqual(
      [request?.method, request?.path, request?.headers["content-type"], request?.body],
      ["PUT", "/metrics/job/sales-pipeline/pipeline/shops", "text/plain", "a 1\n"],
    );
  });

  test("that refuses, redirects or does not answer is an error", async () => {
    await using refusing = await openHttpReceiver(answering(400));
    await assert.rejects(push(refusing.url), /answers 400 to metrics/);
    await using other = await openHttpReceiver(answering(202));
    await using redirecting = await openHttpReceiver(redirectingTo(other.url));
    await assert.rejects(push(redirecting.url));
    assert.deepEqual(other.received, []);
    await using silent = await openHttpReceiver(neverAnswering);
    await assert.rejects(push(silent.url, AbortSignal.timeout(50)), { name: "TimeoutError" });
  });
});
