import { rejectionText } from "../pipeline/outcome/rejection-text.ts";
import type { ReportedBatch, ReportedFile, RunReport } from "../warehouse/index.ts";
import { table } from "./table.ts";

/** The report for people, with at most `limit` files. */
export function reportText(report: RunReport | undefined, limit: number): string {
  if (report === undefined) return "No run has changed anything yet.\n";
  const { runId, run, steps, batches, files, warnings, failedUpdates } = report;
  const sections = [
    run === undefined
      ? `Run ${runId}`
      : `Run ${runId} (${run.command}): ${run.status}, ${run.startedAt} to ${run.endedAt ?? "now"}`,
    batches.length === 0
      ? "It made no batch."
      : batches.map((batch) => batchText(batch, rowsRefused(batch, files))).join("\n\n"),
    filesText(files, limit),
    ...batches.flatMap(watchedText),
    ...warningsText(warnings),
    ...stepsText(steps),
    ...(failedUpdates.length === 0
      ? []
      : [
          `Updates of a file's status that failed at first:\n${table(failedUpdates, {
            file: ({ fileId }) => String(fileId),
            at: ({ at }) => at,
            message: ({ message }) => message ?? "",
          })}`,
        ]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function watchedText({ batchId, watched, causes }: ReportedBatch): readonly string[] {
  const [first] = watched;
  if (first === undefined) return [];
  const lines = watched.map(
    ({ column, belongsTo, before, after }) => `  the ${column} of ${belongsTo} moved from ${before} to ${after}`,
  );
  const months = new Set(watched.map(({ month }) => month));
  const files = causes.filter(({ month }) => months.has(month));
  const because = files.map(
    ({ month, objectKey, became }) => `  ${month}: ${became === "Superseded" ? "without " : ""}${objectKey}`,
  );
  return [
    `What batch ${batchId} moved:\n${lines.join("\n")}`,
    ...(because.length === 0 ? [] : [`Because of these files, by month:\n${because.join("\n")}`]),
  ];
}

function stepsText(steps: RunReport["steps"]): readonly string[] {
  if (steps.length === 0) return [];
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const listed = table(steps, {
    step: ({ step, outcome }) => (outcome === "done" ? step : `${step} (failed)`),
    seconds: ({ durationMs }) => seconds(durationMs),
    "of Spark": ({ sparkMs }) => (sparkMs === 0 ? "" : seconds(sparkMs)),
    did: ({ did }) => did,
  });
  return [`Steps:\n${listed}`];
}

function warningsText(warnings: RunReport["warnings"]): readonly string[] {
  const lines = Object.entries(warnings).map(([warning, amount]) => `  ${warning}: ${amount}`);
  return lines.length === 0 ? [] : [["Warnings (docs/operations.md says what each means):", ...lines].join("\n")];
}

/** Rows of files that were refused for their rows: they count in no total of the batch, but among its reasons. */
function rowsRefused({ batchId }: ReportedBatch, files: readonly ReportedFile[]): number {
  const refused = files.filter((file) => file.became === "Invalid" && file.batchId === batchId);
  return refused.reduce((all, { rowsRead }) => all + (rowsRead ?? 0), 0);
}

function batchText(batch: ReportedBatch, refused: number): string {
  const { batchId, state, openedAt, committedAt, finishedAt, errorMessage, months, partitions, rowsRejected } = batch;
  const lines = [
    `Batch ${batchId}: ${state}`,
    `  opened ${openedAt}, committed ${committedAt ?? "never"}, ${state === "abandoned" ? "given up" : "finished"} ${finishedAt ?? "not yet"}`,
  ];
  if (errorMessage !== null) lines.push(`  why: ${errorMessage.replaceAll("\n", " ")}`);
  if (committedAt === null) return lines.join("\n");
  lines.push(
    `  rows: ${batch.rowsRead} read, ${batch.rowsAccepted} accepted, ${rowsRejected} rejected`,
    `  months: ${months.join(" ") || "none"}`,
    ...Object.entries(batch.marts).map(
      ([mart, { rows, changed }]) => `  ${mart}: ${changed} rows changed, ${rows} in all`,
    ),
    `  partitions: ${partitions.length} changed${partitions.length === 0 ? "" : `, ${byMonth(batch)}`}`,
  );
  if (refused > 0) lines.push(`  rows of files that were refused for them: ${refused} more, none of which count`);
  const why = refused > 0 ? ", by reason, those of refused files with them:" : "";
  if ((rowsRejected ?? 0) + refused > 0) lines.push(`  rejected rows: error/rows/batch=${batchId}/${why}`);
  lines.push(...batch.rejections.map((rejection) => `    ${rejectionText(rejection)}`));
  return lines.join("\n");
}

function byMonth({ partitions }: ReportedBatch): string {
  const months = Map.groupBy(partitions, ({ salesMonth }) => salesMonth);
  return [...months]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([month, found]) => `${found.length} of ${month}`)
    .join(", ");
}

function filesText(files: readonly ReportedFile[], limit: number): string {
  if (files.length === 0) return "It dealt with no file.";
  const counts = [...Map.groupBy(files, ({ became }) => became)].map(([status, found]) => `${found.length} ${status}`);
  // What needs somebody's attention first.
  const inOrder = [
    ...files.filter(({ became }) => became !== "Processed"),
    ...files.filter(({ became }) => became === "Processed"),
  ];
  const listed = table(inOrder.slice(0, limit), {
    file: ({ fileId }) => String(fileId),
    key: ({ objectKey }) => objectKey,
    became: ({ became }) => became,
    now: ({ became, status }) => (status === became ? "" : status),
    read: ({ rowsRead }) => String(rowsRead ?? ""),
    accepted: ({ rowsAccepted }) => String(rowsAccepted ?? ""),
    rejected: ({ rowsRejected }) => String(rowsRejected ?? ""),
    why: ({ reason, became, message }) =>
      (reason ?? (became === "Processed" ? "" : (message ?? ""))).replaceAll("\n", "; "),
  });
  const rest = files.length > limit ? `\n  … and ${files.length - limit} more (--limit)` : "";
  return `Files (${counts.join(", ")}):\n${listed}${rest}`;
}
