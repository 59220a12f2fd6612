import { InvalidArgumentError } from "@commander-js/extra-typings";

/** A whole number from 1 as an option's value. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return count;
}
