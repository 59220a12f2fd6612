import { UNPRINTABLE } from "./printable.ts";

/**
 * JSON text of the same value, without characters that a terminal would obey: JSON itself escapes only those below U+0020. Line
 * ends between values stay.
 */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) => (character === "\n" ? character : escaped(character)));
}

/** JSON knows escapes of four digits only: a character beyond them is two. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
