import { parseDateFormat } from "./date-format.ts";

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a date as the job's rules do: written as yyyy-MM-dd or in one of the formats. Undefined for a text that is no date, and for one
 * that two formats read as two days.
 */
export function dayReader(formats: readonly string[] = []): (text: string) => string | undefined {
  const others = formats.flatMap((format) => {
    const parsed = parseDateFormat(format);
    return parsed === undefined ? [] : [{ ...parsed, whole: new RegExp(`^${parsed.pattern}$`) }];
  });
  return (text) => {
    const readings = others
      .filter(({ whole }) => whole.test(text))
      .map(({ whole, replacement, mayBeShort }) => {
        const day = text.replace(whole, replacement);
        return mayBeShort ? day.replace(/-0(\d{2})/g, "-$1") : day;
      });
    const days = new Set([text, ...readings].filter(isDay));
    return days.size === 1 ? [...days][0] : undefined;
  };
}

/** Whether it is a day of the calendar, as yyyy-MM-dd. */
function isDay(text: string): boolean {
  if (!ISO_DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
