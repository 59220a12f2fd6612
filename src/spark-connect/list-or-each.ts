import { describeValue } from "./describe-value.ts";

/** Items one by one, or in a list, as PySpark takes columns and names. */
export type ListOrEach<Item> = readonly (Item | readonly Item[])[];

/** The same, at least one. */
export type SomeOf<Item> = readonly [Item | readonly Item[], ...(Item | readonly Item[])[]];

/** The items, whichever way they were given. */
export function listed<Item>(items: ListOrEach<Item>): Item[] {
  const none: Item[] = [];
  return none.concat(...items);
}

/** Names of columns, whichever way they were given. @throws TypeError for what is no text */
export function listedNames(names: ListOrEach<string>): string[] {
  return listed<string>(names).map(checkedName);
}

/** One name, or several in a list. @throws TypeError for what is no text */
export function namesOf(names: string | readonly string[]): string[] {
  return typeof names === "string" ? [names] : listedNames(names);
}

function checkedName(name: unknown): string {
  if (typeof name === "string") return name;
  throw new TypeError(`Expected the name of a column as text, got ${describeValue(name)}`);
}
