import { setTimeout as wait } from "node:timers/promises";
import { exposition, pushMetrics, writeTextfile } from "../../observability/metrics/index.ts";
import { runMetrics } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { RunSummary } from "../outcome/run-summary.ts";
import { samplesOf } from "./samples.ts";

type Leaving = Pick<RunContext, "settings" | "warehouse" | "log" | "now" | "signal">;

/** A run that has to stop does not wait longer for this. */
const STOPPING_MS = 1_000;

/** Leaves the metrics where the settings want them, at the end of a run. Nothing here makes a run fail, nor keeps it for long. */
export async function leaveMetrics(run: Leaving, summary: RunSummary): Promise<void> {
  const { textfile, pushgateway, timeoutMs } = run.settings.metrics;
  if (textfile === "" && pushgateway === "") return;
  const withinMs = run.signal.aborted ? Math.min(STOPPING_MS, timeoutMs) : timeoutMs;
  const ended = new AbortController();
  const late = wait(withinMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`it took longer than ${withinMs} ms`);
  });
  const left = leave(run, summary, AbortSignal.any([ended.signal, AbortSignal.timeout(withinMs)]));
  await Promise.race([left, late]).catch((error: unknown) => warn(run, "metrics could not be left", error));
  ended.abort();
  await Promise.allSettled([late]);
}

async function leave(run: Leaving, summary: RunSummary, signal: AbortSignal): Promise<void> {
  const { textfile, pushgateway, pipeline } = run.settings.metrics;
  const exposed = await exposition(samplesOf(await runMetrics(run.warehouse), summary, run.now()), pipeline);
  if (textfile !== "") {
    await writeTextfile(textfile, exposed.text).catch((error: unknown) =>
      warn(run, `the metrics could not be written to ${textfile}`, error),
    );
  }
  if (pushgateway !== "") await pushMetrics(pushgateway, pipeline, exposed, signal);
}

function warn({ log }: Leaving, what: string, error: unknown): void {
  log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
}
