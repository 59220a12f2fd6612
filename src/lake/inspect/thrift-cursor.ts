import { ContentError } from "./content-error.ts";

/** Seven bits a byte: no integer of 64 bits has more. */
const MOST_VARINT_BYTES = 10;

/** A place within the bytes of a Parquet footer. Nothing leads beyond their end. */
export class ThriftCursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw brokenFooter("it ends too early");
    this.#at += 1;
    return byte;
  }

  pass(length: number): void {
    if (length > this.#bytes.length - this.#at) throw brokenFooter("it ends too early");
    this.#at += length;
  }

  text(length: number): string {
    const start = this.#at;
    this.pass(length);
    return this.#bytes.toString("utf8", start, this.#at);
  }

  /** A length in bytes, or a number of items: none takes less than a byte. */
  size(): number {
    const size = this.varint();
    if (size > this.#bytes.length - this.#at) throw brokenFooter(`${size} bytes or items do not fit into it`);
    return size;
  }

  /** Inexact where it is beyond what a number holds exactly. */
  zigzag(): number {
    const number = this.varint();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }

  varint(): number {
    let value = 0;
    for (let nth = 0; nth < MOST_VARINT_BYTES; nth += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * nth);
      if (byte < 0x80) return value;
    }
    throw brokenFooter(`a number has more than ${MOST_VARINT_BYTES} bytes`);
  }
}

export function brokenFooter(reason: string): ContentError {
  return new ContentError(`the Parquet footer is broken: ${reason}`);
}
