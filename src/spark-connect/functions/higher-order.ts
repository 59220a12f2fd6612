import { Column, columnExpression } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { describeValue } from "../describe-value.ts";
import { lambda } from "../expression/lambda.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import { call } from "./function-kinds.ts";

// The functions given here build an expression once, from columns that stand for the element; they are not run for each row.

type Of1 = (x: Column) => Column;
type Of2 = (x: Column, y: Column) => Column;
type Of3 = (x: Column, y: Column, z: Column) => Column;

/** The elements for which the condition is true. It may also take the element's index, from 0. */
export function filter(array: ColumnOrName, condition: Of2): Column {
  return call("filter", [toExpression(array), elementLambda(condition)]);
}

/** A new value for each element. It may also take the element's index, from 0. */
export function transform(array: ColumnOrName, value: Of2): Column {
  return call("transform", [toExpression(array), elementLambda(value)]);
}

/** Whether the condition is true for some element. */
export function exists(array: ColumnOrName, condition: Of1): Column {
  return call("exists", [toExpression(array), lambdaOf(1, condition)]);
}

/** Whether the condition is true for all elements. */
export function forall(array: ColumnOrName, condition: Of1): Column {
  return call("forall", [toExpression(array), lambdaOf(1, condition)]);
}

/** Folds an array: `merge` takes the value so far and an element, `finish` makes the result of the last value. */
export function aggregate(array: ColumnOrName, initial: ColumnOrName, merge: Of2, finish?: Of1): Column {
  return call("aggregate", [toExpression(array), toExpression(initial), ...foldLambdas(merge, finish)]);
}

/** The entries for whose key and value the condition is true. */
export function mapFilter(map: ColumnOrName, condition: Of2): Column {
  return call("map_filter", [toExpression(map), lambdaOf(2, condition)]);
}

/** A new key for each key and value. */
export function transformKeys(map: ColumnOrName, key: Of2): Column {
  return call("transform_keys", [toExpression(map), lambdaOf(2, key)]);
}

/** A new value for each key and value. */
export function transformValues(map: ColumnOrName, value: Of2): Column {
  return call("transform_values", [toExpression(map), lambdaOf(2, value)]);
}

/** As `aggregate`. */
export function reduce(array: ColumnOrName, initial: ColumnOrName, merge: Of2, finish?: Of1): Column {
  return call("reduce", [toExpression(array), toExpression(initial), ...foldLambdas(merge, finish)]);
}

/** A new value for each two elements at the same place; NULL stands for what the shorter array lacks. */
export function zipWith(left: ColumnOrName, right: ColumnOrName, value: Of2): Column {
  return call("zip_with", [toExpression(left), toExpression(right), lambdaOf(2, value)]);
}

/** A new value for each key of either map, from the key and both values. */
export function mapZipWith(left: ColumnOrName, right: ColumnOrName, value: Of3): Column {
  return call("map_zip_with", [toExpression(left), toExpression(right), lambdaOf(3, value)]);
}

/** Sorted ascending, nulls last; or by a function that gives a negative number, 0 or a positive one for two elements. */
export function arraySort(array: ColumnOrName, comparator?: Of2): Column {
  return call("array_sort", [toExpression(array), ...(comparator === undefined ? [] : [lambdaOf(2, comparator)])]);
}

function foldLambdas(merge: Of2, finish: Of1 | undefined): readonly Expression[] {
  return [lambdaOf(2, merge), ...(finish === undefined ? [] : [lambdaOf(1, finish, 1)])];
}

/** A lambda whose function may leave the index out: what it declares is what Spark passes. */
function elementLambda(apply: Of2): Expression {
  const parameters = apply.length;
  if (parameters === 1 || parameters === 2) return lambdaOf(parameters, apply);
  throw new TypeError(
    `This lambda takes the element, and perhaps its index: declare one or two parameters, without defaults; it has ${parameters}`,
  );
}

/** A lambda of as many parameters as Spark passes, of which the function need not declare all. */
function lambdaOf(parameters: 1 | 2 | 3, apply: Of3, place = 0): Expression {
  if (typeof apply !== "function") throw new TypeError(`Expected a function of columns, got ${describeValue(apply)}`);
  const build = (x: Expression, y: Expression, z: Expression) =>
    columnExpression(apply(new Column(x), new Column(y), new Column(z)));
  return lambda(parameters, build, place);
}
