import { CodedError } from "../../errors/index.ts";
import { byteKinds, KIND, NEXT_STATE, type RecordSyntax, STATE } from "../inspect/record-syntax.ts";

/** A longer one is a quote that was never closed. */
const MOST_RECORD_BYTES = 64 * 1024 * 1024;

/** A record, or a blank line, with the line end that follows it; each character stands for a byte. */
export interface SplitRecord {
  readonly text: string;
  readonly lineEnd: string;
  readonly isBlank: boolean;
}

export class OverlongRecordError extends CodedError {
  override readonly name = "OverlongRecordError";
  readonly code = "overlong_record";
  readonly transient = false;

  constructor() {
    super(`a record is longer than ${MOST_RECORD_BYTES} bytes: a quote may never have been closed`);
  }
}

/** Divides a text that passes by in pieces into its records, as `RecordScanner` counts them, without losing a byte. */
export class RecordSplitter {
  readonly #kinds: Uint8Array;
  #state: number = STATE.lineStart;
  #rest: Buffer = Buffer.alloc(0);
  /** Of the rest, how much was looked at. */
  #seen = 0;

  constructor(syntax: RecordSyntax) {
    this.#kinds = byteKinds(syntax);
  }

  /** The records that end in the piece. @throws OverlongRecordError */
  *push(piece: Buffer): Generator<SplitRecord> {
    yield* this.#split(Buffer.concat([this.#rest, piece]), false);
    if (this.#rest.length > MOST_RECORD_BYTES) throw new OverlongRecordError();
  }

  *end(): Generator<SplitRecord> {
    yield* this.#split(this.#rest, true);
    if (this.#rest.length > 0) yield this.#record(this.#rest, 0, this.#rest.length, this.#rest.length);
  }

  *#split(text: Buffer, isEnd: boolean): Generator<SplitRecord> {
    let start = 0;
    let at = this.#seen;
    for (; at < text.length; at += 1) {
      const byte = text[at] ?? 0;
      const kind = this.#kinds[byte] ?? KIND.other;
      if (kind !== KIND.lineEnd) {
        this.#state = NEXT_STATE[(this.#state << 3) | kind] ?? STATE.lineStart;
        continue;
      }
      if (this.#state === STATE.quoted) continue;
      // Whether a LF follows a CR at the end of the piece is not known yet.
      if (byte === CARRIAGE_RETURN && at + 1 === text.length && !isEnd) break;
      const next = byte === CARRIAGE_RETURN && text[at + 1] === LINE_FEED ? at + 2 : at + 1;
      yield this.#record(text, start, at, next);
      this.#state = STATE.lineStart;
      start = next;
      at = next - 1;
    }
    this.#rest = text.subarray(start);
    this.#seen = at - start;
  }

  #record(text: Buffer, start: number, end: number, next: number): SplitRecord {
    return {
      text: text.toString("latin1", start, end),
      lineEnd: text.toString("latin1", end, next),
      isBlank: this.#state === STATE.lineStart,
    };
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
