import type { RecordEnd } from "./kept-records.ts";
import { byteKinds, KIND, NEXT_STATE, type RecordSyntax, STATE } from "./record-syntax.ts";

/** Where a value stands in a column that has no name; both counted from 1. */
export interface NamelessValue {
  readonly column: number;
  readonly line: number;
}

const { other, blank, delimiter, blankDelimiter, quote, lineEnd } = KIND;
const { lineStart, unquoted, quoted, quoteInQuoted } = STATE;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Looks for values in the columns that a header gives no name, in the records that pass by in pieces of any size.
 * Blanks are no value, nor are quotes around them; a record may be shorter or longer than the header.
 */
export class NamelessValues {
  readonly #kinds: Uint8Array;
  /** 1 for each column without a name. */
  readonly #watched: Uint8Array;
  #state: number = lineStart;
  #column = 0;
  #lineEnds: number;
  #afterCr = false;
  #first: NamelessValue | undefined;
  #found: NamelessValue | undefined;

  /** @param header as it was written, with its line end; `end` is where it ended */
  constructor(syntax: RecordSyntax, columns: readonly string[], header: Buffer, end: RecordEnd) {
    this.#kinds = byteKinds(syntax);
    this.#watched = Uint8Array.from(columns, (name) => (name === "" ? 1 : 0));
    this.#lineEnds = end.lines;
    this.#afterCr = header.at(-1) === CARRIAGE_RETURN;
  }

  /** The first one in a second such column: what has a value in one alone is told from the others by that. */
  get found(): NamelessValue | undefined {
    return this.#found;
  }

  push(piece: Buffer): void {
    for (let at = 0; at < piece.length && this.#found === undefined; at += 1) {
      const byte = piece[at] ?? 0;
      const kind = this.#kinds[byte] ?? other;
      if (kind === lineEnd) this.#endLine(byte);
      else this.#take(kind);
      this.#afterCr = byte === CARRIAGE_RETURN;
    }
  }

  #endLine(byte: number): void {
    // The LF of a CR LF ends no further line.
    if (byte !== LINE_FEED || !this.#afterCr) this.#lineEnds += 1;
    if (this.#state === quoted) return;
    this.#state = lineStart;
    this.#column = 0;
  }

  #take(kind: number): void {
    const before = this.#state;
    this.#state = NEXT_STATE[(before << 3) | kind] ?? lineStart;
    if (before !== quoted && (kind === delimiter || kind === blankDelimiter)) this.#column += 1;
    else if (this.#watched[this.#column] === 1 && isValue(before, kind)) {
      this.#meet({ column: this.#column + 1, line: this.#lineEnds + 1 });
    }
  }

  #meet(value: NamelessValue): void {
    this.#first ??= value;
    if (value.column !== this.#first.column) this.#found = value;
  }
}

/** Whether a byte is part of a value, and not a blank, or a quote around one. */
function isValue(state: number, kind: number): boolean {
  if (kind === blank || kind === blankDelimiter) return false;
  if (kind === quote) return state === unquoted || state === quoteInQuoted;
  return true;
}
