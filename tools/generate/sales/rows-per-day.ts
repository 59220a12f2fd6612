import { type Day, weekday } from "../calendar.ts";
import type { GenerateOptions } from "../options.ts";
import { Random, runningTotals, valueAt } from "../random.ts";

/** Sunday to Saturday, and January to December with the festivals in October and November: percent of a usual day. */
const WEEKDAYS: readonly number[] = [130, 85, 80, 85, 95, 110, 140];
const MONTHS: readonly number[] = [95, 90, 100, 95, 100, 90, 85, 100, 105, 135, 130, 110];

/** How many rows each day has; together exactly `options.rows`. */
export function rowsPerDay(options: GenerateOptions, days: readonly Day[]): readonly number[] {
  const totals = runningTotals(days.map((day) => busyness(options, day)));
  const all = BigInt(totals.at(-1) ?? 1);
  const upTo = totals.map((total) => Number((BigInt(total) * BigInt(options.rows)) / all));
  return upTo.map((rows, index) => rows - (upTo[index - 1] ?? 0));
}

function busyness({ seed }: GenerateOptions, day: Day): number {
  const chance = new Random(seed, `busyness/${day}`).between(90, 110);
  return valueAt(WEEKDAYS, weekday(day)) * valueAt(MONTHS, Number(day.slice(5, 7)) - 1) * chance;
}
