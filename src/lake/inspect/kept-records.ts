/** How much of the text lies before the end of a record. */
export interface RecordEnd {
  readonly bytes: number;
  readonly lines: number;
}

/** The first records of a text that passes by in pieces, as they were written, as far as there is room for them. */
export class KeptRecords {
  readonly #records: Buffer[] = [];
  #firstEnd: RecordEnd | undefined;
  /** Of the record that is being read. */
  #parts: Buffer[] = [];
  #recordsLeft: number;
  #bytesLeft: number;

  constructor({ records, bytes }: { readonly records: number; readonly bytes: number }) {
    this.#recordsLeft = records;
    this.#bytesLeft = bytes;
  }

  /** No further record is kept. */
  get isFull(): boolean {
    return this.#recordsLeft === 0;
  }

  get records(): readonly Buffer[] {
    return this.#records;
  }

  /** Where the first record ended; undefined before that, and where it was too long to be kept. */
  get firstEnd(): RecordEnd | undefined {
    return this.#firstEnd;
  }

  /** A part of the record that is being read, or of a blank line; there is no more room if it is too long. */
  add(part: Buffer): void {
    this.#bytesLeft -= part.length;
    if (this.#bytesLeft < 0) {
      this.#recordsLeft = 0;
      this.#parts = [];
    } else {
      // A copy: the memory of the piece may be used again.
      this.#parts.push(Buffer.from(part));
    }
  }

  /** The LF of a CR LF that was cut in two: part of the record that is being read, if it goes on after its line. */
  addCutLineFeed(): void {
    if (this.#parts.length > 0) this.#parts.push(Buffer.from("\n"));
  }

  endRecord(end: RecordEnd): void {
    if (this.isFull) return;
    this.#records.push(Buffer.concat(this.#parts));
    this.#firstEnd ??= end;
    this.#parts = [];
    this.#recordsLeft -= 1;
  }

  /** What was added was no record. */
  endBlankLine(): void {
    for (const { length } of this.#parts) this.#bytesLeft += length;
    this.#parts = [];
  }
}
