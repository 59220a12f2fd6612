import { describeValue, isPlainObject } from "./describe-value.ts";

/**
 * Values by keys that are values themselves: a Map or pairs in a list, of keys of any kind, or an object, whose keys are text.
 * An object's key that looks like a number would silently be text too: such an object does not compile.
 */
export type KeyedValues<Key, Value> = ReadonlyMap<Key, Value> | readonly (readonly [Key, Value])[] | TextKeyed<Value>;

type TextKeyed<Value> = { readonly [key: string]: Value } & { readonly [key: number]: never };

/** @throws TypeError for an object with a key that looks like a number, and for what is none of the three */
export function keyedPairs<Key, Value>(
  what: string,
  keyed: KeyedValues<Key, Value>,
): readonly (readonly [Key | string, Value])[] {
  if (keyed instanceof Map) return [...keyed];
  if (isPairs(keyed)) return keyed;
  if (!isTextKeyed(keyed))
    throw new TypeError(`${what}: expected a Map, pairs or an object, got ${describeValue(keyed)}`);
  const pairs = Object.entries<Value>(keyed);
  const number = pairs.find(([key]) => key.trim() !== "" && !Number.isNaN(Number(key)));
  if (number === undefined) return pairs;
  const [key] = number;
  throw new TypeError(
    `${what}: an object's key ${key} is text in JavaScript. Say which is meant: new Map([[${Number(key)}, …]]) for the number, ` +
      `new Map([["${key}", …]]) for the text.`,
  );
}

function isPairs<Key, Value>(keyed: KeyedValues<Key, Value>): keyed is readonly (readonly [Key, Value])[] {
  return Array.isArray(keyed);
}

function isTextKeyed<Key, Value>(keyed: KeyedValues<Key, Value>): keyed is TextKeyed<Value> {
  return isPlainObject(keyed);
}
