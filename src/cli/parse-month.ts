import { InvalidArgumentError } from "@commander-js/extra-typings";

/** A month as an option's value, yyyy-MM. */
export function parseMonth(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError("Give a month as yyyy-MM.");
  return text;
}
