import type { Sample } from "../../observability/metrics/index.ts";
import type { RefusedFile, RunMetrics, RunTotal } from "../../warehouse/index.ts";
import { namedRefusal } from "../outcome/refused-files.ts";
import type { RunSummary } from "../outcome/run-summary.ts";

/** The metrics of all runs, and of the last one, which ended at an instant (milliseconds since 1970). */
export function samplesOf(
  { totals, successes, files, oldestPendingAt, refused, quality }: RunMetrics,
  { durationMs, warnings }: Pick<RunSummary, "durationMs" | "warnings">,
  endedAt: number,
): readonly Sample[] {
  return [
    ...totals.map(sampleOfTotal),
    ...successes.map(({ command, at }): Sample => ({ metric: "lastSuccess", labels: [command], value: unixTime(at) })),
    { metric: "lastRun", value: endedAt / 1000 },
    { metric: "lastRunDuration", value: durationMs / 1000 },
    ...files.map((count): Sample => ({ metric: "files", labels: [count.feed, count.status], value: count.files })),
    ...(oldestPendingAt === null ? [] : [{ metric: "oldestPending", value: unixTime(oldestPendingAt) } as const]),
    ...refused.named.map(sampleOfRefused),
    { metric: "refusedFiles", value: refused.total },
    ...(quality === undefined ? [] : [{ metric: "rejectedRatio", value: quality.rejected / quality.read } as const]),
    ...Object.entries(warnings).map(([warning, value]): Sample => ({ metric: "warnings", labels: [warning], value })),
  ];
}

function sampleOfTotal({ kind, subject, outcome, amount }: RunTotal): Sample {
  switch (kind) {
    case "runs":
    case "steps":
      return { metric: kind, labels: [subject, outcome], value: amount };
    case "step_ms":
      return { metric: "stepSeconds", labels: [subject, outcome], value: amount / 1000 };
    case "spark_ms":
      return { metric: "stepSparkSeconds", labels: [subject, outcome], value: amount / 1000 };
    case "rows":
      return { metric: "rows", labels: [outcome], value: amount };
    case "attempts":
      return { metric: "commitAttempts", labels: [outcome], value: amount };
    case "retries":
      return { metric: "retries", labels: [subject], value: amount };
  }
}

function sampleOfRefused(file: RefusedFile): Sample {
  const { feed, key, fileId, status, code } = namedRefusal(file);
  const labels = [feed, key, String(fileId), status, code];
  return { metric: "refusedFile", labels, value: unixTime(file.changedAt) };
}

function unixTime(instant: string): number {
  return Date.parse(instant) / 1000;
}
