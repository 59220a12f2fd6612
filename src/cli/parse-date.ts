import { InvalidArgumentError } from "@commander-js/extra-typings";

/** A calendar date as an option's value, yyyy-MM-dd. */
export function parseDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const valid =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!valid) throw new InvalidArgumentError("Give a date as yyyy-MM-dd.");
  return text;
}
