import type { CsvDialect } from "../../feeds/index.ts";

/** The texts between the delimiters of a CSV record, as they are written: quotes and blanks included. */
export function rawFields(record: string, { delimiter, quote }: Pick<CsvDialect, "delimiter" | "quote">): string[] {
  const fields: string[] = [];
  let start = 0;
  let inQuotes = false;
  let isBlankYet = true;
  for (let at = 0; at < record.length; at += 1) {
    const character = record.charAt(at);
    if (inQuotes) {
      if (character !== quote) continue;
      if (record.charAt(at + 1) === quote) at += 1;
      else inQuotes = false;
    } else if (character === delimiter) {
      fields.push(record.slice(start, at));
      start = at + 1;
      isBlankYet = true;
    } else if (character === quote && isBlankYet) {
      inQuotes = true;
      isBlankYet = false;
    } else {
      isBlankYet &&= character === " " || character === "\t";
    }
  }
  return [...fields, record.slice(start)];
}

/** The value of such a text: without blanks around it, and out of its quotes. */
export function fieldValue(raw: string, quote: string): string {
  let [start, end] = [0, raw.length];
  while (start < end && BLANKS.has(raw.charAt(start))) start += 1;
  while (end > start && BLANKS.has(raw.charAt(end - 1))) end -= 1;
  const trimmed = raw.slice(start, end);
  if (trimmed.length < 2 || !trimmed.startsWith(quote) || !trimmed.endsWith(quote)) return trimmed;
  return trimmed.slice(1, -1).replaceAll(quote + quote, quote);
}

const BLANKS: ReadonlySet<string> = new Set(" \t\r\n");
