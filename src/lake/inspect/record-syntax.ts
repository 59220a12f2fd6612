import type { CsvDialect } from "../../feeds/index.ts";

/**
 * How a text divides into records.
 *
 * They end as Spark's readers see it: at LF, CR LF or a lone CR outside quotes. A quote opens a quoted value only where a
 * value starts, blanks aside; elsewhere it is data. Text after a closing quote makes a value malformed, which is for
 * Spark to judge, and is read as unquoted up to the next delimiter.
 */
export interface RecordSyntax {
  /** One ASCII character, or undefined where line ends alone divide. */
  readonly delimiter: string | undefined;
  readonly quote: string | undefined;
  /** A line of such bytes alone is blank, and no record. */
  isBlank(byte: number): boolean;
  /** After the first record, a line of blanks and delimiters alone is no record either. */
  readonly skipsEmptyRows: boolean;
}

const TAB = 0x09;
const SPACE = 0x20;

/** Spark's CSV reader skips the lines that Java's `trim` makes empty, also lines of tabs where these are delimiters. */
export function csvSyntax({
  delimiter,
  quote,
  emptyRows,
}: Pick<CsvDialect, "delimiter" | "quote" | "emptyRows">): RecordSyntax {
  return { delimiter, quote, isBlank: (byte) => byte <= SPACE, skipsEmptyRows: emptyRows === "skip" };
}

export const JSON_LINES_SYNTAX: RecordSyntax = {
  delimiter: undefined,
  quote: undefined,
  isBlank: (byte) => byte === SPACE || byte === TAB,
  skipsEmptyRows: false,
};

/** What a byte is. Numbers, as the scanner asks for every byte. */
export const KIND = { other: 0, blank: 1, delimiter: 2, blankDelimiter: 3, quote: 4, lineEnd: 5 } as const;

/** Where the scanner stands within a record. */
export const STATE = {
  /** Nothing but blanks in this line yet. */
  lineStart: 0,
  fieldStart: 1,
  unquoted: 2,
  quoted: 3,
  /** The next byte tells whether the quote ended the value or was the first of two. */
  quoteInQuoted: 4,
} as const;

const { lineStart, fieldStart, unquoted, quoted, quoteInQuoted } = STATE;

/** The state after a byte that is no line end: `NEXT_STATE[(state << 3) | kind]`. */
// biome-ignore format: a table
export const NEXT_STATE = Uint8Array.of(
  //                other     blank       delimiter   blankDelimiter  quote
  /* lineStart */     unquoted, lineStart,  fieldStart, lineStart,      quoted,        0, 0, 0,
  /* fieldStart */    unquoted, fieldStart, fieldStart, fieldStart,     quoted,        0, 0, 0,
  /* unquoted */      unquoted, unquoted,   fieldStart, fieldStart,     unquoted,      0, 0, 0,
  /* quoted */        quoted,   quoted,     quoted,     quoted,         quoteInQuoted, 0, 0, 0,
  /* quoteInQuoted */ unquoted, unquoted,   fieldStart, fieldStart,     quoted,        0, 0, 0,
);

/** Of the records after the first one, which is never skipped. */
export function laterByteKinds(syntax: RecordSyntax): Uint8Array {
  const kinds = byteKinds(syntax);
  if (syntax.skipsEmptyRows && syntax.delimiter !== undefined) {
    kinds[syntax.delimiter.charCodeAt(0)] = KIND.blankDelimiter;
  }
  return kinds;
}

/** The kind of each of the 256 bytes. */
export function byteKinds({ delimiter, quote, isBlank }: RecordSyntax): Uint8Array {
  const kinds = Uint8Array.from({ length: 256 }, (_, byte) => (isBlank(byte) ? KIND.blank : KIND.other));
  if (delimiter !== undefined) {
    const byte = delimiter.charCodeAt(0);
    kinds[byte] = isBlank(byte) ? KIND.blankDelimiter : KIND.delimiter;
  }
  if (quote !== undefined) kinds[quote.charCodeAt(0)] = KIND.quote;
  kinds[0x0a] = KIND.lineEnd;
  kinds[0x0d] = KIND.lineEnd;
  return kinds;
}
