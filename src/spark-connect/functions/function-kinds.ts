import { Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression, toExpressions } from "../column-or-name.ts";
import { functionCall } from "../expression/function-call.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import type { ListOrEach } from "../list-or-each.ts";

// Most functions of Spark take columns only: a line each, by the number of their columns. A string is a column's name.

/** Without parameters. */
export function nullary(name: string): () => Column {
  return () => call(name, []);
}

/** Of one column. */
export function unary(name: string): (column: ColumnOrName) => Column {
  return (column) => call(name, [toExpression(column)]);
}

/** Of two columns. */
export function binary(name: string): (left: ColumnOrName, right: ColumnOrName) => Column {
  return (left, right) => call(name, [toExpression(left), toExpression(right)]);
}

/** Of three columns. */
export function ternary(name: string): (a: ColumnOrName, b: ColumnOrName, c: ColumnOrName) => Column {
  return (a, b, c) => call(name, [toExpression(a), toExpression(b), toExpression(c)]);
}

/** Of a column, and a second that may be left out. */
export function unaryWithOption(name: string): (column: ColumnOrName, option?: ColumnOrName) => Column {
  return (column, option) => call(name, (option === undefined ? [column] : [column, option]).map(toExpression));
}

/** Of two columns, and a third that may be left out. */
export function binaryWithOption(
  name: string,
): (first: ColumnOrName, second: ColumnOrName, option?: ColumnOrName) => Column {
  return (first, second, option) =>
    call(name, (option === undefined ? [first, second] : [first, second, option]).map(toExpression));
}

/** Of columns, of which a number stands for itself. */
export function ofColumnsOrNumbers(name: string): (...values: readonly (ColumnOrName | number)[]) => Column {
  return (...values) =>
    call(
      name,
      values.map((value) => (typeof value === "number" ? expressionOf(value) : toExpression(value))),
    );
}

/** Of any number of columns, one by one or in a list. */
export function variadic(name: string): (...columns: ListOrEach<ColumnOrName>) => Column {
  return (...columns) => call(name, toExpressions(columns));
}

/** Of a column, and a value that may be left out: a string is text here. */
export function withOptionalValue<Value extends ColumnOrValue>(
  name: string,
): (column: ColumnOrName, value?: Value) => Column {
  return (column, value) => call(name, [toExpression(column), ...optionalValue(value)]);
}

/** Of a column and a value: a string is text here. */
export function withValue<Value extends ColumnOrValue>(name: string): (column: ColumnOrName, value: Value) => Column {
  return (column, value) => call(name, [toExpression(column), expressionOf(value)]);
}

/** Of a column and two values. */
export function withTwoValues<First extends ColumnOrValue, Second extends ColumnOrValue>(
  name: string,
): (column: ColumnOrName, first: First, second: Second) => Column {
  return (column, first, second) => call(name, [toExpression(column), expressionOf(first), expressionOf(second)]);
}

export function optionalValue(value: ColumnOrValue | undefined): readonly Expression[] {
  return value === undefined ? [] : [expressionOf(value)];
}

export function call(name: string, args: readonly Expression[]): Column {
  return new Column(functionCall(name, args));
}
