import { Column } from "./column.ts";
import { describeValue } from "./describe-value.ts";
import { attribute } from "./expression/attribute.ts";
import { asSortOrder, sortExpression } from "./expression/sort-order.ts";
import type { Expression, Expression_SortOrder } from "./gen/spark/connect/expressions_pb.js";
import { type ListOrEach, listed } from "./list-or-each.ts";

/** A column, or the name of one. Names may be qualified (`t.id`, `person.name`); `*` is all columns. */
export type ColumnOrName = Column | string;

/** @throws TypeError for anything else */
export function toColumn(column: ColumnOrName): Column {
  if (typeof column === "string") return new Column(attribute(column));
  if (column instanceof Column) return column;
  throw new TypeError(`Expected a column or the name of one, got ${describeValue(column)}. ${advice(column)}`);
}

export function toExpression(column: ColumnOrName): Expression {
  return toColumn(column).expression;
}

/** Of columns one by one or in a list. */
export function toExpressions(columns: ListOrEach<ColumnOrName>): Expression[] {
  return listed<ColumnOrName>(columns).map(toExpression);
}

export function toSortOrder(column: ColumnOrName): Expression_SortOrder {
  return asSortOrder(toExpression(column));
}

export function toSortExpression(column: ColumnOrName): Expression {
  return sortExpression(toSortOrder(column));
}

function advice(given: unknown): string {
  if (given === undefined) return "Is an argument missing?";
  if (Array.isArray(given)) return "Pass the columns one by one, or in one list.";
  return "Make a column of a value with lit(value).";
}
