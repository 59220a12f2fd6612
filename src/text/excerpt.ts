import { printable } from "./printable.ts";

/** Enough to recognise a line or a name by. */
const EXCERPT_CHARACTERS = 100;

/** Text from outside as a message quotes it: printable, and no more than its first characters. */
export function excerpt(text: string, most = EXCERPT_CHARACTERS): string {
  // No more is looked at than can be shown: the text may be very long, and a character may be two units.
  const characters = [...text.slice(0, 2 * most + 2)];
  const isCut = characters.length > most;
  return `${printable(characters.slice(0, most).join(""))}${isCut ? "…" : ""}`;
}

/** The same in quotes. */
export function quoted(text: string, most = EXCERPT_CHARACTERS): string {
  return `"${excerpt(text, most)}"`;
}
