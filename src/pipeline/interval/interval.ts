import type { DataInterval } from "../../config/index.ts";
import type { DayRange } from "../../lake/index.ts";

type Bounds = Pick<DataInterval, "start" | "end">;

const DAY_MS = 86_400_000;

/** Whether an instant (ISO 8601, UTC, milliseconds) is in the interval. */
export function isInside({ start, end }: Bounds, instant: string): boolean {
  return (start === undefined || instant >= start) && (end === undefined || instant < end);
}

/** Whether a day of the range is in the interval. A day stands for its midnight in UTC. */
export function overlaps(interval: Bounds, { first, last }: DayRange): boolean {
  const { from, before } = daysIn(interval);
  const earliest = first > from ? first : from;
  return earliest <= last && earliest < before;
}

/** Whether a day of the ranges is not in the interval. */
export function hasDaysOutside(interval: Bounds, ranges: readonly DayRange[]): boolean {
  const { from, before } = daysIn(interval);
  return ranges.some(({ first, last }) => first < from || last >= before);
}

/** The days whose midnight is in the interval; texts that sort before and behind all days where there is no limit. */
function daysIn({ start, end }: Bounds): { readonly from: string; readonly before: string } {
  return { from: start === undefined ? "" : nextMidnight(start), before: end === undefined ? "~" : nextMidnight(end) };
}

/** The day of the first midnight that is not before the instant. */
function nextMidnight(instant: string): string {
  return new Date(Math.ceil(Date.parse(instant) / DAY_MS) * DAY_MS).toISOString().slice(0, "yyyy-MM-dd".length);
}
