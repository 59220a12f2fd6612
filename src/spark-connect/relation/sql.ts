import { type Column, type ColumnOrValue, columnExpression, expressionOf } from "../column.ts";
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

/**
 * The query with the names of frames and columns for `{name}`, as PySpark's keyword arguments of `sql` are. Other braces stay.
 *
 * @throws TypeError for a column that is computed: only a name can stand in the text
 */
export function withNames(query: string, frames: readonly string[], columns: Readonly<Record<string, Column>>): string {
  const names = new Map([
    ...frames.map((name) => [name, name] as const),
    ...Object.entries(columns).map(([name, column]) => [name, columnName(name, column)] as const),
  ]);
  return query.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => names.get(name) ?? placeholder);
}

function columnName(name: string, column: Column): string {
  const { exprType } = columnExpression(column);
  if (exprType.case === "unresolvedAttribute") return exprType.value.unparsedIdentifier;
  throw new TypeError(`sql: the column for {${name}} must be one by name, such as col("price"): it stands in the text`);
}

function isPositional(args: SqlArguments): args is readonly ColumnOrValue[] {
  return Array.isArray(args);
}
