import { create } from "@bufbuild/protobuf";
import { Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toColumn, toExpression } from "../column-or-name.ts";
import { sqlExpression } from "../expression/sql-expression.ts";
import { ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** A column by its name: `price`, `t.price`, `person.name`, `*`. Names with dots or blanks stand in backticks. */
export function col(name: string): Column {
  return toColumn(name);
}

/** A value as a column: see `LiteralValue` for the types. A column stays as it is. */
export function lit(value: ColumnOrValue): Column {
  return value instanceof Column ? value : new Column(expressionOf(value));
}

/** An expression in SQL. */
export function expr(sql: string): Column {
  return new Column(sqlExpression(sql));
}

/** Calls any function that the server knows by its SQL name, also one of the user's. */
export function callFunction(functionName: string, ...columns: readonly ColumnOrName[]): Column {
  const value = { functionName, arguments: columns.map(toExpression) };
  return new Column(create(ExpressionSchema, { exprType: { case: "callFunction", value } }));
}

/** Ascending, nulls first. */
export function asc(column: ColumnOrName): Column {
  return toColumn(column).asc();
}

export function ascNullsFirst(column: ColumnOrName): Column {
  return toColumn(column).ascNullsFirst();
}

export function ascNullsLast(column: ColumnOrName): Column {
  return toColumn(column).ascNullsLast();
}

/** Descending, nulls last. */
export function desc(column: ColumnOrName): Column {
  return toColumn(column).desc();
}

export function descNullsFirst(column: ColumnOrName): Column {
  return toColumn(column).descNullsFirst();
}

export function descNullsLast(column: ColumnOrName): Column {
  return toColumn(column).descNullsLast();
}
