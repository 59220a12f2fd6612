import { exposition, pushMetrics, writeTextfile } from "../../observability/metrics/index.ts";
import { messageOf } from "../../text/index.ts";
import { runMetrics } from "../../warehouse/index.ts";
import { besideTheRun } from "../context/beside-the-run.ts";
import type { RunContext } from "../context/run-context.ts";
import type { RunSummary } from "../outcome/run-summary.ts";
import { samplesOf } from "./samples.ts";

type Leaving = Pick<RunContext, "settings" | "warehouse" | "log" | "now" | "signal">;

/** Leaves the metrics where the settings want them, at the end of a run. Nothing here makes a run fail, nor keeps it for long. */
export async function leaveMetrics(run: Leaving, summary: RunSummary): Promise<void> {
  const { textfile, pushgateway, timeoutMs } = run.settings.metrics;
  if (textfile === "" && pushgateway === "") return;
  await besideTheRun(run, "metrics could not be left", timeoutMs, (signal) => leave(run, summary, signal));
}

async function leave(run: Leaving, summary: RunSummary, signal: AbortSignal): Promise<void> {
  const { textfile, pushgateway, pipeline } = run.settings.metrics;
  const exposed = await exposition(samplesOf(await runMetrics(run.warehouse), summary, run.now()), pipeline);
  if (textfile !== "") {
    await writeTextfile(textfile, exposed.text).catch((error: unknown) =>
      run.log.warn(`the metrics could not be written to ${textfile}: ${messageOf(error)}`),
    );
  }
  if (pushgateway !== "") await pushMetrics(pushgateway, pipeline, exposed, signal);
}
