import { create } from "@bufbuild/protobuf";
import { Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toColumn, toExpression } from "../column-or-name.ts";
import { parseDataType } from "../ddl/parse-ddl.ts";
import { isPlainObject } from "../describe-value.ts";
import { namedArgument } from "../expression/named-argument.ts";
import { sqlExpression } from "../expression/sql-expression.ts";
import { typedLiteral } from "../expression/typed-literal.ts";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";
import type { DataType } from "../types/data-type.ts";

/** A column by its name: `price`, `t.price`, `person.name`, `*`. Names with dots or blanks stand in backticks. */
export function col(name: string): Column {
  return toColumn(name);
}

/**
 * A value as a column. Without a type it has the one that `LiteralValue` says; with one it is exactly of that type:
 * `lit(1, "DOUBLE")`, `lit(null, "DATE")`, `lit([], ArrayType(LongType))`, `lit({ x: 1 }, "STRUCT<x: INT>")`. A column stays
 * as it is, or is cast. PySpark's `lit`.
 *
 * @param type a DataType, or SQL such as `SMALLINT`, `DECIMAL(10,2)`, `MAP<STRING, INT>`
 * @throws TypeError or RangeError if there is no literal of the value, or it is not one of the type
 */
export function lit(value: ColumnOrValue): Column;
export function lit(value: unknown, type: DataType | string): Column;
export function lit(...given: readonly [ColumnOrValue] | readonly [value: unknown, type: DataType | string]): Column {
  if (given.length === 1) {
    const [value] = given;
    return value instanceof Column ? value : new Column(expressionOf(value));
  }
  const [value, type] = given;
  if (value instanceof Column) return value.cast(type);
  return new Column(typedLiteral(value, typeof type === "string" ? parseDataType(type) : type));
}

/** An expression in SQL. */
export function expr(sql: string): Column {
  return new Column(sqlExpression(sql));
}

/**
 * Calls any function that the server knows by its SQL name, also one of the user's. Arguments by name stand in an object behind
 * the others: `callFunction("mask", "phone", { digitChar: lit("#") })`. PySpark's `call_function`.
 */
export function callFunction(
  functionName: string,
  ...args: readonly ColumnOrName[] | readonly [...columns: ColumnOrName[], named: NamedArguments]
): Column {
  const value = { functionName, arguments: args.flatMap(callArguments) };
  return new Column(create(ExpressionSchema, { exprType: { case: "callFunction", value } }));
}

/** Columns by the names that a function in SQL has for its parameters. */
export type NamedArguments = Readonly<Record<string, ColumnOrName>>;

function callArguments(argument: ColumnOrName | NamedArguments): readonly Expression[] {
  if (!isNamed(argument)) return [toExpression(argument)];
  return Object.entries(argument).map(([name, column]) => namedArgument(name, toExpression(column)));
}

function isNamed(argument: ColumnOrName | NamedArguments): argument is NamedArguments {
  return isPlainObject(argument);
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
