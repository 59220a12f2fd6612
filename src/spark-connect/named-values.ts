import { describeValue } from "./describe-value.ts";

/**
 * Values by name: an object, a Map, or pairs in a list. JavaScript moves the keys of an object that look like whole numbers to
 * its front: where such names must keep their order, give a Map or pairs.
 */
export type NamedValues<Value> =
  | Readonly<Record<string, Value>>
  | ReadonlyMap<string, Value>
  | readonly (readonly [name: string, value: Value])[];

/** The names and values, for which order means nothing. */
export function namedPairs<Value>(named: NamedValues<Value>): readonly (readonly [string, Value])[] {
  if (named instanceof Map) return [...named];
  if (isPairs(named)) return named;
  if (typeof named === "object" && named !== null) return Object.entries(named);
  throw new TypeError(`Expected an object, a Map or pairs of names and values, got ${describeValue(named)}`);
}

/**
 * The names and values in the order in which they were given.
 *
 * @throws TypeError for an object that lost this order, because one of several keys looks like a whole number
 */
export function orderedPairs<Value>(named: NamedValues<Value>): readonly (readonly [string, Value])[] {
  const pairs = namedPairs(named);
  const moved = isObject(named) && pairs.length > 1 ? pairs.find(([name]) => isArrayIndex(name)) : undefined;
  if (moved === undefined) return pairs;
  throw new TypeError(
    `JavaScript does not keep the order of an object's keys that look like numbers, such as ${moved[0]}. ` +
      "Give a Map or pairs in a list instead: [[name, value], …].",
  );
}

function isPairs<Value>(named: NamedValues<Value>): named is readonly (readonly [string, Value])[] {
  return Array.isArray(named);
}

function isObject(named: object): boolean {
  return !(named instanceof Map) && !Array.isArray(named);
}

/** The keys that come first in an object, in the order of their numbers. */
function isArrayIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
