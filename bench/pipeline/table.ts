import type { MeasuredCase } from "./cases.ts";
import { totalOf } from "./floor.ts";
import { type Measured, sum } from "./measure-run.ts";

const HEADINGS = ["step", "s", "rows/s", "S3 requests", "MB read", "MB written", "RPCs", "jobs", "stages"];

/** For people, as Markdown. */
export function tableOf({ name, rows, files, bytes, partitions, run, floor }: MeasuredCase): string {
  const size = `${thousands(rows)} rows, ${files} files, ${megabytes(bytes)} MB, ${partitions} partitions`;
  const driver = `driver: ${seconds(run.driverCpuMs)} s of CPU, at most ${megabytes(run.driverRssBytes)} MB`;
  const rowsOf = (step: string, measured: Measured) => [
    step,
    seconds(measured.wallMs),
    rows === 0 || measured.wallMs === 0 ? "" : thousands(Math.round((rows * 1000) / measured.wallMs)),
    countsOf(measured.s3Requests),
    megabytes(measured.s3BytesRead),
    megabytes(measured.s3BytesWritten),
    countsOf(measured.rpcs),
    String(measured.sparkJobs),
    String(measured.sparkStages),
  ];
  const lines = [
    HEADINGS,
    HEADINGS.map(() => "---"),
    ...Object.entries(run.steps).map(([step, measured]) => rowsOf(step, measured)),
    rowsOf("all", run),
  ].map((cells) => `| ${cells.join(" | ")} |`);
  const spark =
    floor === undefined
      ? []
      : [
          `Spark alone: clean ${seconds(floor.cleanMs)} s, marts ${seconds(floor.martsMs)} s, partitions ${seconds(floor.partitionsMs)} s; ` +
            `the run takes ${(run.wallMs / totalOf(floor)).toFixed(2)} times as long.`,
        ];
  return [`## ${name}: ${size}`, "", ...lines, "", driver, ...spark, ...run.repeated, ""].join("\n");
}

/** `12: 4 get, 8 put`. */
function countsOf(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  if (entries.length === 0) return "0";
  return `${sum(Object.values(counts))}: ${entries.map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function thousands(number: number): string {
  return number.toLocaleString("en");
}
