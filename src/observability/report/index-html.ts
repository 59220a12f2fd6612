import { countText, secondsText, timeText } from "./amounts.ts";
import { documentOf } from "./document.ts";
import { tableOf } from "./figure.ts";
import { html } from "./html.ts";

/** A run in the list of published pages. */
export interface IndexedRun {
  readonly runId: string;
  readonly command: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number | undefined;
  readonly filesProcessed: number;
  readonly filesInvalid: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  /** The page, beside this one; none where it was not published. */
  readonly page: string | undefined;
}

/** The list of runs, the newest first. */
export function indexHtml(bucket: string, runs: readonly IndexedRun[]): string {
  const rows = runs.map((run) => [
    run.page === undefined
      ? html`<span class="key">${run.runId}</span>`
      : html`<a class="key" href="${run.page}">${run.runId}</a>`,
    html`<span class="status ${run.status}">${run.status.replace("_", " ")}</span>`,
    run.command,
    timeText(run.startedAt),
    run.durationMs === undefined ? "" : secondsText(run.durationMs),
    countText(run.filesProcessed),
    countText(run.filesInvalid),
    countText(run.rowsAccepted),
    countText(run.rowsRejected),
  ]);
  return documentOf(
    "Runs",
    html`<header><p class="muted">sales-pipeline · s3://${bucket}</p><h1>Runs</h1></header>
<main>${tableOf("Runs, the newest first", {
      columns: ["run", "status", "command", "began", "took", "files", "refused", "rows accepted", "rejected"],
      numeric: [false, false, false, false, true, true, true, true, true],
      rows,
    })}</main>
<footer>The newest ${countText(runs.length)} runs that did something. Times are UTC.</footer>`,
  );
}
