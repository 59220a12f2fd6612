import type { CsvDialect } from "../../feeds/index.ts";

const BLANKS_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** The names in the first record of a CSV file, blanks around them removed. */
export function headerNames(record: Buffer, { delimiter, quote, encoding }: CsvDialect): readonly string[] {
  return fieldsOf(record.toString(encoding === "UTF-8" ? "utf8" : "latin1"), { delimiter, quote });
}

/** The values of a CSV record, blanks around them removed. */
export function fieldsOf(
  text: string,
  { delimiter, quote }: Pick<CsvDialect, "delimiter" | "quote">,
): readonly string[] {
  const names: string[] = [];
  let name = "";
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inQuotes) {
      if (character !== quote) name += character;
      else if (text.charAt(at + 1) === quote) name += text.charAt(++at);
      else inQuotes = false;
    } else if (character === delimiter) {
      names.push(trimmed(name));
      name = "";
    } else if (character === quote && trimmed(name) === "") {
      name = "";
      inQuotes = true;
    } else {
      name += character;
    }
  }
  return [...names, trimmed(name)];
}

/** Not `trim`, which takes away more than blanks: a byte order mark, say, so that a name in the wrong place would match. */
function trimmed(name: string): string {
  return name.replace(BLANKS_AROUND, "");
}
