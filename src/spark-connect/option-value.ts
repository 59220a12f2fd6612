import { describeValue } from "./describe-value.ts";
import { type NamedValues, namedPairs } from "./named-values.ts";

/** The value of an option of a reader or writer. Undefined leaves the option as it is, null takes it away. */
export type OptionValue = string | number | bigint | boolean | null | undefined;

export type Options = Readonly<Record<string, string>>;

/** @throws TypeError for a value that is no text, number or boolean */
export function withOptions(options: Options, added: NamedValues<unknown>): Options {
  const merged = new Map(Object.entries(options));
  for (const [name, value] of namedPairs(added)) {
    if (value === null) merged.delete(name);
    else if (value !== undefined) merged.set(name, optionText(name, value));
  }
  return Object.fromEntries(merged);
}

function optionText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  throw new TypeError(
    `The option ${name} must be text, a number, true or false, not ${describeValue(value)}. Write it as Spark's text for it.`,
  );
}
