import { isUtf8 } from "node:buffer";
import type { CsvDialect } from "../../feeds/index.ts";
import { isRefusedByte } from "./decoded.ts";
import type { FileFault } from "./file-fault.ts";

/** Watches text pass by, in pieces of any size, for bytes that its encoding does not have. */
export class EncodingCheck {
  readonly #encoding: CsvDialect["encoding"];
  /** The setting that says what the encoding is. */
  readonly #setting: string;
  /** Bytes seen before the current piece. */
  #offset = 0;
  /** The start of a character whose end the next piece brings: at most 3 bytes. */
  #open = Buffer.alloc(0);
  #invalidAt: number | undefined;
  #invalidByte = 0;
  #nulAt: number | undefined;
  /** Whether a text that is not in its encoding is UTF-8, which other text than UTF-8 hardly ever is by chance. */
  readonly #asUtf8: EncodingCheck | undefined;

  constructor(encoding: CsvDialect["encoding"], setting: string) {
    this.#encoding = encoding;
    this.#setting = setting;
    this.#asUtf8 = encoding === "UTF-8" ? undefined : new EncodingCheck("UTF-8", setting);
  }

  push(piece: Buffer): void {
    if (this.#nulAt === undefined) {
      const nul = piece.indexOf(0);
      if (nul !== -1) this.#nulAt = this.#offset + nul;
    }
    if (this.#invalidAt === undefined) {
      if (this.#encoding === "UTF-8") this.#checkUtf8(piece);
      else this.#checkBytes(piece, this.#encoding);
    }
    this.#asUtf8?.push(piece);
    this.#offset += piece.length;
  }

  end(): readonly FileFault[] {
    if (this.#open.length > 0) this.#invalidAt ??= this.#offset - this.#open.length;
    if (this.#nulAt !== undefined) {
      return [{ code: "bad_encoding", detail: `byte ${this.#nulAt + 1} is NUL: the file is binary, or UTF-16` }];
    }
    if (this.#invalidAt !== undefined) {
      return [{ code: "bad_encoding", detail: `byte ${this.#invalidAt + 1} ${this.#advice()}` }];
    }
    return [];
  }

  #advice(): string {
    const byte = this.#invalidByte.toString(16).toUpperCase();
    if (this.#asUtf8?.end().length === 0) {
      return `is ${byte} (hexadecimal), which is no text in ${this.#encoding}; the file is UTF-8: set ${this.#setting} to UTF-8, or save the file as ${this.#encoding}`;
    }
    switch (this.#encoding) {
      case "UTF-8":
        return "is not UTF-8; save the file as UTF-8";
      case "ISO-8859-1":
        return `is ${byte} (hexadecimal), a control character in ISO-8859-1; the file looks like windows-1252: set ${this.#setting} to windows-1252, or save the file as UTF-8 and set that`;
      case "windows-1252":
        return `is ${byte} (hexadecimal), which windows-1252 does not have; save the file as UTF-8, and set ${this.#setting} to it`;
    }
  }

  #checkBytes(piece: Buffer, encoding: Exclude<CsvDialect["encoding"], "UTF-8">): void {
    const at = piece.findIndex((byte) => byte >= 0x80 && isRefusedByte(byte, encoding));
    if (at === -1) return;
    this.#invalidAt = this.#offset + at;
    this.#invalidByte = piece[at] ?? 0;
  }

  #checkUtf8(piece: Buffer): void {
    const from = this.#offset - this.#open.length;
    const text = this.#open.length === 0 ? piece : Buffer.concat([this.#open, piece]);
    const whole = wholeCharacters(text);
    if (!isUtf8(text.subarray(0, whole))) this.#invalidAt = from + validLength(text);
    this.#open = Buffer.from(text.subarray(whole));
  }
}

/** How many bytes there are before a character that is not complete yet, if the text ends in one. */
function wholeCharacters(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back += 1) {
    const byte = text[text.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? text.length - back : text.length;
  }
  return text.length;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

function validLength(text: Buffer): number {
  let position = 0;
  while (position < text.length) {
    const next = position + sequenceLength(text[position] ?? 0);
    if (!isUtf8(text.subarray(position, next))) break;
    position = next;
  }
  return position;
}
