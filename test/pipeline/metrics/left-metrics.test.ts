import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { runPipeline } from "../../../src/pipeline/run.ts";
import { answering, neverAnswering, openHttpReceiver } from "../../support/http-receiver.ts";
import { recordingLog } from "../../support/recording-log.ts";
import { runInput } from "../../support/run-input.ts";
import { openWorld } from "../../support/world.ts";

/** The samples of a metric, without the label that all have. */
function samplesOf(text: string, metric: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line.startsWith(`sales_pipeline_${metric}{`));
  return lines.map((line) => line.slice(`sales_pipeline_${metric}`.length).replace(/,?pipeline="shops"/, ""));
}

test("runs leave counters that grow in a file and at a Pushgateway; where neither can be had, they end as they would", async () => {
  const folder = await mkdtemp(join(tmpdir(), "left-metrics-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await using world = await openWorld();
  await using gateway = await openHttpReceiver(answering(200));
  const textfile = join(folder, "sales.prom");
  const metrics = { textfile, pushgateway: gateway.url, pipeline: "shops", timeoutMs: 60_000 };

  await world.land("raw/sales/no.such.name.csv", "a\n1\n");
  assert.equal((await world.run({ settings: { ...world.settings, metrics } })).summary.files.invalid, 1);
  const first = await readFile(textfile, "utf8");
  assert.deepEqual(samplesOf(first, "runs_total"), ['{command="run",outcome="processed"} 1']);
  assert.deepEqual(samplesOf(first, "files"), ['{feed="sales",status="Invalid"} 1']);
  assert.deepEqual(samplesOf(first, "oldest_pending_file_timestamp_seconds"), []);
  const [refused = ""] = samplesOf(first, "refused_file_timestamp_seconds");
  assert.match(
    refused,
    /^\{feed="sales",key="raw\/sales\/no\.such\.name\.csv",file_id="1",status="Invalid",code="bad_name"\} \d/,
  );
  assert.deepEqual(samplesOf(first, "refused_files"), ["{} 1"]);
  assert.ok(samplesOf(first, "steps_total").includes('{step="validate",outcome="done"} 1'), first);
  const [success = ""] = samplesOf(first, "last_success_timestamp_seconds");
  assert.ok(Math.abs(Number(success.split(" ")[1]) - Date.now() / 1000) < 600, success);
  assert.equal(gateway.received[0]?.body, first);

  // One that fails while a file waits: the last success stays, the file's age can be told.
  await world.land("raw/sales/sales_data_1.csv", "customer_id\n1\n");
  const failing = { ...runInput(world), settings: { ...world.settings, metrics } };
  const failed = await runPipeline({
    ...failing,
    failpoint: (point) => {
      if (point === "files_recorded") throw new Error("the disk is full");
    },
  });
  assert.equal(failed.summary.status, "failed");
  const second = await readFile(textfile, "utf8");
  assert.deepEqual(samplesOf(second, "runs_total"), [
    '{command="run",outcome="failed"} 1',
    '{command="run",outcome="processed"} 1',
  ]);
  assert.deepEqual(samplesOf(second, "last_success_timestamp_seconds"), [success]);
  assert.equal(samplesOf(second, "oldest_pending_file_timestamp_seconds").length, 1);

  // Neither the file nor the gateway can be had: the run says so, and ends well.
  await using silent = await openHttpReceiver(neverAnswering);
  const nowhere = { ...metrics, textfile: join(folder, "none", "sales.prom"), pushgateway: silent.url, timeoutMs: 500 };
  const { lines, logger } = recordingLog("warn");
  const { error } = await runPipeline({
    ...runInput(world),
    settings: { ...world.settings, metrics: nowhere },
    logger,
  });
  assert.equal(error, undefined);
  const said = lines.map(({ msg }) => String(msg)).join("\n");
  assert.match(said, /the metrics could not be written to .*ENOENT/);
  assert.match(said, /metrics could not be left: /);
  assert.equal(await readFile(textfile, "utf8"), second);
});
