/**
 * What a terminal, a log line or an editor would obey, turn around, or not show: control characters (C0, C1), line and
 * paragraph separators, the marks and overrides of bidirectional text, characters of no width, halves of surrogate pairs.
 * Joiners within words and emoji are left.
 */
export const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text from outside (a key, a header, a value) with such characters as escapes: `\n`, `\u001b`, `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => SHORT[character] ?? escaped(character));
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}
