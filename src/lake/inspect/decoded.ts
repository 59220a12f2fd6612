import type { CsvDialect } from "../../feeds/index.ts";

type Encoding = CsvDialect["encoding"];

/** What windows-1252 has at 0x80 to 0x9F; U+FFFD where it has nothing. Node's own decoder leaves control characters there. */
const WINDOWS_1252 =
  "\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd" +
  "\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178";
const FIRST = 0x80;

const DECODERS: Readonly<Record<Encoding, (bytes: Buffer) => string>> = {
  "UTF-8": (bytes) => bytes.toString("utf8"),
  "ISO-8859-1": (bytes) => bytes.toString("latin1"),
  "windows-1252": (bytes) =>
    bytes.toString("latin1").replace(/[\u0080-\u009f]/g, (byte) => WINDOWS_1252.charAt(byte.charCodeAt(0) - FIRST)),
};

/** The text that bytes stand for. */
export function decoded(bytes: Buffer, encoding: Encoding): string {
  return DECODERS[encoding](bytes);
}

/** Whether a byte of an encoding of single bytes stands for no character, or in ISO-8859-1 for a control character that no text has. */
export function isRefusedByte(byte: number, encoding: Exclude<Encoding, "UTF-8">): boolean {
  if (byte < FIRST || byte > 0x9f) return false;
  return encoding === "ISO-8859-1" || WINDOWS_1252.charAt(byte - FIRST) === "\ufffd";
}
