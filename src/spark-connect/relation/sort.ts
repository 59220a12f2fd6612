import { Column } from "../column.ts";
import { toColumn, toSortOrder } from "../column-or-name.ts";
import { isPlainObject } from "../describe-value.ts";
import { literalExpression } from "../expression/literal.ts";
import type { Expression_SortOrder } from "../gen/spark/connect/expressions_pb.js";
import { listed, type SomeOf } from "../list-or-each.ts";

/** A column, its name, or its position from 1, which is descending if negative. */
export type SortKey<Name extends string = string> = Column | Name | number;

export interface SortOptions {
  /** For all keys, or for each. @default true */
  readonly ascending?: boolean | readonly boolean[];
}

/** Keys one by one or in a list, and options behind them. */
export type SortArguments<Name extends string = string> =
  | SomeOf<SortKey<Name>>
  | readonly [...keys: SomeOf<SortKey<Name>>, options: SortOptions];

/** @throws RangeError for no key, the position 0, or as many directions as there are not keys */
export function sortOrders(given: SortArguments): Expression_SortOrder[] {
  const all: readonly (SortKey | readonly SortKey[] | SortOptions)[] = given;
  const last = all.at(-1);
  const { ascending = true } = isOptions(last) ? last : {};
  const keys = listed<SortKey>(all.filter(isKey));
  if (keys.length === 0) throw new RangeError("A sort needs a column, the name of one, or its position");
  if (typeof ascending !== "boolean" && ascending.length !== keys.length) {
    throw new RangeError(
      `A sort by ${keys.length} columns got ${ascending.length} values of ascending. Give one or each.`,
    );
  }
  return keys.map((key, index) => {
    const column = keyColumn(key);
    const isAscending = typeof ascending === "boolean" ? ascending : ascending[index];
    return toSortOrder(isAscending ? column : column.desc());
  });
}

function keyColumn(key: SortKey): Column {
  if (typeof key !== "number") return toColumn(key);
  if (!Number.isInteger(key) || key === 0) {
    throw new RangeError(`A sort by position: ${key} is no position; they count from 1, and from -1 for descending`);
  }
  const position = new Column(literalExpression(Math.abs(key)));
  return key < 0 ? position.desc() : position;
}

function isKey(key: SortKey | readonly SortKey[] | SortOptions): key is SortKey | readonly SortKey[] {
  return !isOptions(key);
}

function isOptions(key: SortKey | readonly SortKey[] | SortOptions | undefined): key is SortOptions {
  return isPlainObject(key);
}
