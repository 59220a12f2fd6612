import { type LiteralValue, literalExpression } from "../expression/literal.ts";
import type { RelationType } from "./new-relation.ts";

export type SqlArguments = readonly LiteralValue[] | Readonly<Record<string, LiteralValue>>;

export function sqlOf(query: string, args: SqlArguments): RelationType {
  if (isPositional(args)) return { case: "sql", value: { query, posArguments: args.map(literalExpression) } };
  const named = Object.entries(args).map(([name, value]) => [name, literalExpression(value)]);
  return { case: "sql", value: { query, namedArguments: Object.fromEntries(named) } };
}

function isPositional(args: SqlArguments): args is readonly LiteralValue[] {
  return Array.isArray(args);
}
