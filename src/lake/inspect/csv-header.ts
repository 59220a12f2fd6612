import type { CsvDialect } from "../../feeds/index.ts";
import { decoded } from "./decoded.ts";

/** The names in the first record of a CSV file, blanks around them removed. */
export function headerNames(record: Buffer, dialect: CsvDialect): readonly string[] {
  return fieldsOf(decoded(record, dialect.encoding), dialect);
}

/** The values of a CSV record, blanks around them removed. */
export function fieldsOf(
  text: string,
  { delimiter, quote }: Pick<CsvDialect, "delimiter" | "quote">,
): readonly string[] {
  const names: string[] = [];
  let name = "";
  let isBlankYet = true;
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inQuotes) {
      if (character !== quote) name += character;
      else if (text.charAt(at + 1) === quote) name += text.charAt(++at);
      else inQuotes = false;
    } else if (character === delimiter) {
      names.push(withoutBlanks(name));
      name = "";
      isBlankYet = true;
    } else if (character === quote && isBlankYet) {
      name = "";
      isBlankYet = false;
      inQuotes = true;
    } else {
      name += character;
      isBlankYet &&= isBlank(character);
    }
  }
  return [...names, withoutBlanks(name)];
}

/**
 * Not `trim`, which takes away more than blanks: a byte order mark, say, so that a name in the wrong place would match.
 * Nor a pattern, which would look at a run of blanks within a name again from each of them.
 */
function withoutBlanks(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && isBlank(name.charAt(start))) start += 1;
  while (end > start && isBlank(name.charAt(end - 1))) end -= 1;
  return name.slice(start, end);
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}
