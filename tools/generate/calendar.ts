/** A calendar month as `yyyy-MM`, a day as `yyyy-MM-dd`; plain text, because no time zone is involved. */
export type Month = string;
export type Day = string;

export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export function monthsFrom(first: Month, count: number): readonly Month[] {
  return Array.from({ length: count }, (_, index) => addMonths(first, index));
}

export function daysOf(month: Month): readonly Day[] {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return new Date(day).getUTCDay();
}
