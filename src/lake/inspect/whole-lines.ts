/** Passes a text on up to the end of its last whole line, and keeps the rest back. */
export class WholeLines {
  readonly #onText: (text: Buffer) => void;
  #rest: Buffer[] = [];
  #hasAny = false;

  constructor(onText: (text: Buffer) => void) {
    this.#onText = onText;
  }

  /** Whether there was a whole line. */
  get hasAny(): boolean {
    return this.#hasAny;
  }

  /** The memory of the piece may be used again afterwards. */
  push(piece: Buffer): void {
    const end = piece.lastIndexOf("\n") + 1;
    if (end > 0) {
      this.#hasAny = true;
      for (const text of this.#rest) this.#onText(text);
      this.#rest = [];
      this.#onText(piece.subarray(0, end));
    }
    if (end < piece.length) this.#rest.push(Buffer.from(piece.subarray(end)));
  }
}
