import { type ColumnOrValue, expressionOf } from "../column.ts";
import { namedPairs } from "../named-values.ts";
import type { RelationType } from "./new-relation.ts";

/** Values or columns without input (such as `array(lit(1), lit(2))`), by position for `?` or by name for `:name`. */
export type SqlArguments =
  | readonly ColumnOrValue[]
  | Readonly<Record<string, ColumnOrValue>>
  | ReadonlyMap<string, ColumnOrValue>;

export function sqlOf(query: string, args: SqlArguments): RelationType {
  if (isPositional(args)) return { case: "sql", value: { query, posArguments: args.map(expressionOf) } };
  const named = namedPairs<ColumnOrValue>(args).map(([name, value]) => [name, expressionOf(value)]);
  return { case: "sql", value: { query, namedArguments: Object.fromEntries(named) } };
}

function isPositional(args: SqlArguments): args is readonly ColumnOrValue[] {
  return Array.isArray(args);
}
