import { ConfigError } from "./config-error.ts";
import { refusal } from "./formats.ts";

/** Which of the new files a run takes. Its start is included, its end is not; undefined: no limit on that side. */
export interface DataInterval {
  /** `landed`: by the time at which S3 took them. `sales`: by the days of their sales. */
  readonly of: "landed" | "sales";
  /** ISO 8601, UTC, milliseconds. */
  readonly start: string | undefined;
  readonly end: string | undefined;
}

interface IntervalValues {
  readonly of: DataInterval["of"];
  readonly start: string;
  readonly end: string;
}

/** A day, or a day and a time, with an offset or without, as schedulers write them. */
const INSTANT =
  /^(?<day>\d{4}-\d{2}-\d{2})([T ](?<time>\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

export const INTERVAL_SETTINGS = {
  of: {
    doc: "What the interval is of: new files that `landed` in it, or that hold `sales` of its days",
    format: ["landed", "sales"] as const,
    default: "landed" as DataInterval["of"],
    env: "DATA_INTERVAL_OF",
  },
  start: {
    doc: "Runs take only new files from then on, `yyyy-MM-dd` or ISO 8601, UTC without an offset; empty: no limit",
    format: instantOrEmpty,
    default: "",
    env: "DATA_INTERVAL_START",
  },
  end: { doc: "And before then", format: instantOrEmpty, default: "", env: "DATA_INTERVAL_END" },
};

/** @throws ConfigError for an interval that nothing can be in */
export function dataInterval({ of, start, end }: IntervalValues): DataInterval | undefined {
  if (start === "" && end === "") return undefined;
  const interval = { of, start: instantOf(start), end: instantOf(end) };
  if (interval.start !== undefined && interval.end !== undefined && interval.start >= interval.end) {
    throw new ConfigError(
      `The data interval is empty: it starts at ${start} and ends before ${end}. Airflow 3 gives such intervals to DAGs that are ` +
        "scheduled by a cron expression alone: use CronDataIntervalTimetable.",
    );
  }
  return interval;
}

/** Undefined for an empty text. */
function instantOf(text: string): string | undefined {
  const { day, time = "00:00", zone = "Z" } = INSTANT.exec(text)?.groups ?? {};
  if (day === undefined) return undefined;
  const date = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(date.getTime()) || !isOfCalendar(day) ? undefined : date.toISOString();
}

/** Without this the thirtieth of February would be a day in March. */
function isOfCalendar(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function instantOrEmpty(value: unknown): void {
  if (value === "" || (typeof value === "string" && instantOf(value) !== undefined)) return;
  throw refusal("must be a day or a time, as in 2026-01-31 or 2026-01-31T06:00:00+01:00", value);
}
