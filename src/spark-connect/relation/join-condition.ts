import { Column } from "../column.ts";
import { describeValue } from "../describe-value.ts";
import { functionCall } from "../expression/function-call.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";

/** Names of columns that both sides have (the result has them once), or conditions that must all hold. */
export type JoinOn = string | Column | readonly [string, ...string[]] | readonly [Column, ...Column[]];

interface JoinCondition {
  readonly usingColumns: string[];
  readonly condition: Expression | undefined;
}

export function joinCondition(on: JoinOn | undefined): JoinCondition {
  if (on === undefined) return { usingColumns: [], condition: undefined };
  const keys: readonly (string | Column)[] = typeof on === "string" || on instanceof Column ? [on] : on;
  const usingColumns = keys.filter((key) => typeof key === "string");
  if (usingColumns.length === keys.length) return { usingColumns, condition: undefined };
  const conditions = keys.map(condition);
  return { usingColumns: [], condition: conditions.reduce((all, next) => functionCall("and", [all, next])) };
}

function condition(key: string | Column): Expression {
  if (key instanceof Column) return key.expression;
  throw new TypeError(
    `A join is on names that both sides have, or on conditions; ${describeValue(key)} does not go with the others`,
  );
}
