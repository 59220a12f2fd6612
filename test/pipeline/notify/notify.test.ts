import assert from "node:assert/strict";
import { test } from "vitest";
import type { NotifyOn } from "../../../src/config/index.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import { answering, neverAnswering, openHttpReceiver } from "../../support/http-receiver.ts";
import { recordingLog } from "../../support/recording-log.ts";
import { runInput } from "../../support/run-input.ts";
import { openWorld } from "../../support/world.ts";

test("people are told of what they asked for, with the summary that stdout has; a webhook that is silent holds up nothing", async () => {
  await using world = await openWorld();
  await using people = await openHttpReceiver(answering(200));
  const telling = (on: NotifyOn, webhook = `${people.url}/T0/token`) => ({
    ...world.settings,
    notify: { webhook, on, secret: "", timeoutMs: 60_000 },
  });
  const posted = () => people.received.map(({ body }) => JSON.parse(body));
  const statuses = () => posted().map(({ status }) => status);

  // Nothing to do: only `always` tells of it.
  for (const on of ["failure", "refused", "always"] as const) await world.run({ settings: telling(on) });
  assert.deepEqual(statuses(), ["nothing_to_do"]);

  // A refused file.
  await world.land("raw/sales/no.such.name.csv", "a\n1\n");
  await world.run({ settings: telling("failure") });
  assert.equal(posted().length, 1);
  await world.land("raw/sales/nor.this.csv", "a\n1\n");
  const refused = await world.run({ settings: telling("refused") });
  assert.equal(posted().length, 2);
  const { text, ...summary } = posted()[1];
  assert.deepEqual(summary, JSON.parse(JSON.stringify(refused.summary)));
  assert.equal(text, `sales-pipeline ${refused.summary.runId}: processed · 1 file refused`);

  // A failure, also one before anything could be opened.
  const unreachable = { ...telling("failure"), mysql: { ...world.settings.mysql, port: 1 } };
  const failed = await runPipeline({ ...runInput(world), settings: unreachable });
  assert.equal(failed.summary.status, "failed");
  assert.deepEqual(statuses(), ["nothing_to_do", "processed", "failed"]);
  assert.match(posted()[2].text, /: failed · .*MySQL/);

  // Nobody answers.
  await using silent = await openHttpReceiver(neverAnswering);
  const { lines, logger } = recordingLog("warn");
  const quiet = { ...telling("always", `${silent.url}/T0/token`), logLevel: "warn" as const };
  const settings = { ...quiet, notify: { ...quiet.notify, timeoutMs: 300 } };
  const { summary: ended } = await runPipeline({ ...runInput(world), settings, logger });
  assert.equal(ended.status, "nothing_to_do");
  assert.deepEqual(
    lines.map(({ msg }) => msg),
    ["the webhook could not be told: it took longer than 300 ms"],
  );
});
