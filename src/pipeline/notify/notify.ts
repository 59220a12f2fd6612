import type { NotifyOn, NotifySettings } from "../../config/index.ts";
import { postWebhook } from "../../observability/index.ts";
import { type Beside, besideTheRun } from "../context/beside-the-run.ts";
import { hasRefused, type RunSummary } from "../outcome/run-summary.ts";
import { sentenceOf } from "./sentence.ts";

interface Notifying extends Beside {
  readonly settings: NotifySettings;
  readonly now: () => number;
}

/** Posts what came of a run to people, where the settings want it. Never fails a run. */
export async function notify(run: Notifying, summary: RunSummary): Promise<void> {
  const { webhook: url, secret, on, timeoutMs } = run.settings;
  if (url === "" || !isWanted(on, summary)) return;
  // Chat tools show `text`; what a program wants is the summary.
  const body = JSON.stringify({ text: sentenceOf(summary), ...summary });
  const message = { id: summary.runId, sentAt: run.now(), body };
  await besideTheRun(run, "the webhook could not be told", timeoutMs, (signal) =>
    postWebhook({ url, secret }, message, signal),
  );
}

/** That another run is at work is not a failure. */
function isWanted(on: NotifyOn, summary: RunSummary): boolean {
  const hasFailed = summary.status === "failed" || summary.status === "interrupted";
  return on === "always" || hasFailed || (on === "refused" && hasRefused(summary));
}
