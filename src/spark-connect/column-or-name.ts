import { Column } from "./column.ts";
import { attribute } from "./expression/attribute.ts";
import { asSortOrder, sortExpression } from "./expression/sort-order.ts";
import type { Expression, Expression_SortOrder } from "./gen/spark/connect/expressions_pb.js";

/** A column, or the name of one. Names may be qualified (`t.id`, `person.name`); `*` is all columns. */
export type ColumnOrName = Column | string;

export function toColumn(column: ColumnOrName): Column {
  return typeof column === "string" ? new Column(attribute(column)) : column;
}

export function toExpression(column: ColumnOrName): Expression {
  return typeof column === "string" ? attribute(column) : column.expression;
}

export function toSortOrder(column: ColumnOrName): Expression_SortOrder {
  return asSortOrder(toExpression(column));
}

export function toSortExpression(column: ColumnOrName): Expression {
  return sortExpression(toSortOrder(column));
}
