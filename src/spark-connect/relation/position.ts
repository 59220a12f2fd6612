import type { ColumnOrName } from "../column-or-name.ts";

/** A column, its name, or its position in the frame, from 1. */
export type ColumnOrPosition = ColumnOrName | number;

export function hasNoPosition(keys: readonly ColumnOrPosition[]): keys is readonly ColumnOrName[] {
  return keys.every((key) => typeof key !== "number");
}

/** @param names of the frame's columns. @throws RangeError if the position is none of theirs */
export function atPosition(key: ColumnOrPosition, names: readonly string[]): ColumnOrName {
  if (typeof key !== "number") return key;
  const name = names[key - 1];
  if (name !== undefined) return quoted(name);
  throw new RangeError(`There is no column at position ${key}: they count from 1 to ${names.length}`);
}

/** A name with a dot would be read as a path. */
function quoted(name: string): string {
  return /^\w+$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}
