import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { call, optionalValue } from "./function-kinds.ts";

/** NULL; an error at run time where the column is not true. */
export function assertTrue(column: ColumnOrName, message?: Column | string): Column {
  return call("assert_true", [toExpression(column), ...optionalValue(message)]);
}

/** An error at run time, wherever it is computed. */
export function raiseError(message: Column | string): Column {
  return call("raise_error", [expressionOf(message)]);
}
