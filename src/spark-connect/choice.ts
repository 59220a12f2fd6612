import { describeValue } from "./describe-value.ts";

/**
 * What a word stands for, whatever its case and with or without `_`, as PySpark reads such words.
 *
 * @throws RangeError naming the words that are known
 */
export function choice<Choice>(what: string, choices: Readonly<Record<string, Choice>>, word: string): Choice {
  const plain = plainWord(word);
  const found = Object.entries(choices).find(([name]) => plainWord(name) === plain);
  if (found !== undefined) return found[1];
  throw new RangeError(`${what}: expected one of ${Object.keys(choices).join(", ")}, got ${describeValue(word)}`);
}

function plainWord(word: unknown): string {
  return String(word).toLowerCase().replaceAll("_", "");
}
