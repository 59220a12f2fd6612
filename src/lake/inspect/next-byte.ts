/** Where a byte comes next in a buffer; it is looked for again only when that place has been passed. */
export class NextByte {
  readonly #buffer: Buffer;
  readonly #byte: number | undefined;
  #at = -1;

  constructor(buffer: Buffer, byte: number | undefined) {
    this.#buffer = buffer;
    this.#byte = byte;
  }

  /** The next place at or after `position`; the buffer's length if there is none. Positions must not go back. */
  from(position: number): number {
    if (this.#at < position) {
      const found = this.#byte === undefined ? -1 : this.#buffer.indexOf(this.#byte, position);
      this.#at = found === -1 ? this.#buffer.length : found;
    }
    return this.#at;
  }
}
