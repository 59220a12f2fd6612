/** A line that spreadsheets write and obey: it names the delimiter, and is no part of the data. */
export interface SepLine {
  readonly delimiter: string;
  /** Its line end included. */
  readonly bytes: number;
}

/** `sep=;`, in quotes or not, with a few blanks behind it, and the longest line end. */
export const SEP_LINE_BYTES = 32;

const SEP_LINE = /^("?)sep=(?<delimiter>.)\1 {0,20}(\r\n|\r|\n|$)/i;

/** As the setting of a feed's delimiter: a tab, or a punctuation mark other than a backslash or an underscore. */
const DELIMITER = /^[\t!-~]$/;
const NO_DELIMITER = /^[\w\\]$/;

/** The first line of a text, by its first bytes, if it is one that names a delimiter. */
export function sepLine(start: Buffer, quote: string): SepLine | undefined {
  const match = SEP_LINE.exec(start.toString("latin1", 0, SEP_LINE_BYTES));
  const delimiter = match?.groups?.["delimiter"];
  if (match === null || delimiter === undefined || delimiter === quote) return undefined;
  if (!DELIMITER.test(delimiter) || NO_DELIMITER.test(delimiter)) return undefined;
  return { delimiter, bytes: match[0].length };
}
