import { KeptRecords, type RecordEnd } from "./kept-records.ts";
import { MOST_FIELDS } from "./limits.ts";
import { NextByte } from "./next-byte.ts";
import { byteKinds, KIND, laterByteKinds, NEXT_STATE, type RecordSyntax, STATE } from "./record-syntax.ts";

export interface RecordCounts {
  /** Records, a header included; blank lines are none. */
  readonly records: number;
  /** Lines of delimiters and blanks alone, where these are to be skipped: no records. */
  readonly emptyRows: number;
  readonly lines: number;
  /** A quote stands somewhere, whether or not it opens a value. */
  readonly quoted: boolean;
  /** A quoted value holds a line break. */
  readonly multiline: boolean;
  /** A record or a blank line ends in a CR without a LF. */
  readonly endsInCr: boolean;
  /** The line, counted from 1, of a quote that is still open at the end. */
  readonly openQuoteLine: number | undefined;
  /** The line, counted from 1, in which a record has more fields than a reader takes. */
  readonly overfullLine: number | undefined;
  /** The first records as they were written, as far as they were to be kept. */
  readonly first: readonly Buffer[];
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** How far to read byte by byte before it is tried again to pass whole lines: where quotes are many, trying costs more. */
const STRIDE = 4096;

const { other, blank, delimiter, blankDelimiter, quote, lineEnd } = KIND;
const { lineStart, fieldStart, unquoted, quoted } = STATE;

/** Counts the records of a text that passes by in pieces of any size; see `record-syntax.ts` for where they end. */
export class RecordScanner {
  /** Of the first record, then of the others. */
  #kinds: Uint8Array;
  readonly #laterKinds: Uint8Array;
  readonly #skipsEmptyRows: boolean;
  readonly #quote: number | undefined;
  #state: number = lineStart;
  /** The last byte was no line end. */
  #midLine = false;
  /** The last byte was a CR: a LF that follows belongs to it. */
  #afterCr = false;
  #records = 0;
  #emptyRows = 0;
  #lineEnds = 0;
  #quoted = false;
  #multiline = false;
  #endsInCr = false;
  /** The last byte was a CR that ends a record, unless it is the first half of CR LF. */
  #afterRecordCr = false;
  #openQuoteLine = 0;
  /** Delimiters of the record that is being read. */
  #delimiters = 0;
  #overfullLine: number | undefined;
  readonly #kept: KeptRecords;
  /** Bytes of the pieces before the current one. */
  #offset = 0;

  constructor(syntax: RecordSyntax, keep: { readonly records: number; readonly bytes: number }) {
    this.#kinds = byteKinds(syntax);
    this.#laterKinds = laterByteKinds(syntax);
    this.#skipsEmptyRows = syntax.skipsEmptyRows;
    this.#quote = syntax.quote?.charCodeAt(0);
    this.#kept = new KeptRecords(keep);
  }

  push(piece: Buffer): void {
    if (piece.length === 0) return;
    const nextQuote = new NextByte(piece, this.#quote);
    const nextCr = new NextByte(piece, CARRIAGE_RETURN);
    let at = this.#endCrLf(piece);
    while (at < piece.length) {
      const atLineStart = this.#state === lineStart && (at > 0 || !this.#midLine);
      if (!this.#kept.isFull) {
        if (atLineStart) at = this.#passBlankLines(piece, at);
        if (at < piece.length) at = this.#scanKeptRecord(piece, at);
        continue;
      }
      if (atLineStart) at = this.#scanPlainLines(piece, at, nextQuote, nextCr);
      at = this.#scanRecords(piece, at, at + STRIDE);
    }
    this.#offset += piece.length;
    this.#midLine = !isLineEnd(piece[piece.length - 1]);
  }

  /** Where the first record ended; undefined before that, and where it was too long to be kept. */
  get firstEnd(): RecordEnd | undefined {
    return this.#kept.firstEnd;
  }

  /** The first record as far as it is kept, once it has ended. */
  get firstRecord(): Buffer | undefined {
    return this.#kept.records[0];
  }

  end(): RecordCounts {
    if (this.#state !== lineStart) {
      this.#records += 1;
      this.#kept.endRecord({ bytes: this.#offset, lines: this.#lineEnds });
    } else {
      this.#endEmptyRow();
    }
    return {
      records: this.#records,
      emptyRows: this.#emptyRows,
      lines: this.#lineEnds + (this.#midLine ? 1 : 0),
      quoted: this.#quoted,
      multiline: this.#multiline,
      endsInCr: this.#endsInCr,
      openQuoteLine: this.#state === quoted ? this.#openQuoteLine : undefined,
      overfullLine: this.#overfullLine,
      first: this.#kept.records,
    };
  }

  /** The LF of a CR LF that was cut in two is passed: its line has ended. */
  #endCrLf(piece: Buffer): number {
    const isCut = this.#afterCr && piece[0] === LINE_FEED;
    if (this.#afterRecordCr && !isCut) this.#endsInCr = true;
    this.#afterCr = false;
    this.#afterRecordCr = false;
    if (isCut) this.#kept.addCutLineFeed();
    return isCut ? 1 : 0;
  }

  /** Passes whole lines without a quote or a lone CR: their ends can be found many times as fast as bytes are read. */
  #scanPlainLines(piece: Buffer, from: number, nextQuote: NextByte, nextCr: NextByte): number {
    let start = from;
    for (;;) {
      const end = piece.indexOf(LINE_FEED, start);
      if (end === -1 || nextQuote.from(start) < end || nextCr.from(start) < end - 1) return start;
      // Only a line as long as that can have so many fields.
      if (end - start >= MOST_FIELDS) return start;
      if (this.#isBlank(piece, start, end)) this.#endEmptyRow();
      else this.#endRecord();
      this.#lineEnds += 1;
      start = end + 1;
    }
  }

  /** Before a record that is kept: there may be millions of blank lines, of which nothing is. Returns where it stopped. */
  #passBlankLines(piece: Buffer, from: number): number {
    let start = from;
    for (let at = from; at < piece.length; at += 1) {
      const kind = this.#kinds[piece[at] ?? 0];
      if (kind === lineEnd) {
        this.#lineEnds += 1;
        at = this.#passCrLf(piece, at, true);
        start = at + 1;
        this.#endEmptyRow();
      } else if (kind === blankDelimiter) {
        this.#delimiters += 1;
      } else if (kind !== blank) {
        break;
      }
    }
    // What follows begins its line anew.
    this.#delimiters = 0;
    return start;
  }

  /** The last byte of the line end that begins here; whether a record ends with the line, or a blank line. */
  #passCrLf(piece: Buffer, at: number, endsRecord: boolean): number {
    if (piece[at] !== CARRIAGE_RETURN) return at;
    if (piece[at + 1] === LINE_FEED) return at + 1;
    this.#afterCr = at === piece.length - 1;
    if (this.#afterCr) this.#afterRecordCr = endsRecord;
    else if (endsRecord) this.#endsInCr = true;
    return at;
  }

  /** Counts the delimiters on the way. */
  #isBlank(piece: Buffer, start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) {
      const kind = this.#kinds[piece[at] ?? 0];
      if (kind === other || kind === delimiter) return false;
      if (kind === blankDelimiter) this.#delimiters += 1;
    }
    return true;
  }

  /** A line without a value has ended. */
  #endEmptyRow(): void {
    if (this.#skipsEmptyRows && this.#delimiters > 0 && this.#records > 0) this.#emptyRows += 1;
    this.#delimiters = 0;
  }

  /** Reads to the first end of a record or blank line after `atLeast`, or to the end of the piece. Returns where it stopped. */
  #scanRecords(piece: Buffer, from: number, atLeast: number): number {
    let kinds = this.#kinds;
    let state = this.#state;
    for (let at = from; at < piece.length; at += 1) {
      const kind = kinds[piece[at] ?? 0] ?? other;
      if (kind !== lineEnd) {
        if (kind === quote) {
          this.#quoted = true;
          if (state < unquoted) this.#openQuoteLine = this.#lineEnds + 1;
        }
        state = NEXT_STATE[(state << 3) | kind] ?? lineStart;
        if (state === fieldStart && kind !== blank) this.#countDelimiter();
        else if (state === lineStart && kind === blankDelimiter) this.#delimiters += 1;
        // A run of ordinary characters changes the state once: without this the loop takes twice as long.
        if (kind === other) while (at + 1 < piece.length && kinds[piece[at + 1] ?? 0] === other) at += 1;
        continue;
      }
      this.#lineEnds += 1;
      at = this.#passCrLf(piece, at, state !== quoted);
      if (state === quoted) {
        this.#multiline = true;
        continue;
      }
      if (state === lineStart) this.#endEmptyRow();
      else this.#endRecord();
      kinds = this.#kinds;
      state = lineStart;
      if (at >= atLeast) {
        this.#state = state;
        return at + 1;
      }
    }
    this.#state = state;
    return piece.length;
  }

  #endRecord(): void {
    this.#records += 1;
    this.#delimiters = 0;
    this.#kinds = this.#laterKinds;
  }

  #countDelimiter(): void {
    this.#delimiters += 1;
    if (this.#delimiters >= MOST_FIELDS) this.#overfullLine ??= this.#lineEnds + 1;
  }

  #scanKeptRecord(piece: Buffer, from: number): number {
    const before = this.#records;
    const end = this.#scanRecords(piece, from, from);
    this.#kept.add(piece.subarray(from, end));
    if (this.#records > before) this.#kept.endRecord({ bytes: this.#offset + end, lines: this.#lineEnds });
    else if (this.#state === lineStart && isLineEnd(piece[end - 1])) this.#kept.endBlankLine();
    return end;
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
