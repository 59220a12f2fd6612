import { Column } from "../column.ts";
import { functionCall } from "../expression/function-call.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import { Join_JoinType as Join, type Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

/** Names of columns that both sides have (the result has them once), or conditions that must all hold. */
export type JoinOn = string | Column | readonly [string, ...string[]] | readonly [Column, ...Column[]];

const JOIN_TYPES = {
  inner: Join.INNER,
  cross: Join.CROSS,
  outer: Join.FULL_OUTER,
  full: Join.FULL_OUTER,
  fullouter: Join.FULL_OUTER,
  full_outer: Join.FULL_OUTER,
  left: Join.LEFT_OUTER,
  leftouter: Join.LEFT_OUTER,
  left_outer: Join.LEFT_OUTER,
  right: Join.RIGHT_OUTER,
  rightouter: Join.RIGHT_OUTER,
  right_outer: Join.RIGHT_OUTER,
  semi: Join.LEFT_SEMI,
  leftsemi: Join.LEFT_SEMI,
  left_semi: Join.LEFT_SEMI,
  anti: Join.LEFT_ANTI,
  leftanti: Join.LEFT_ANTI,
  left_anti: Join.LEFT_ANTI,
} as const satisfies Readonly<Record<string, Join>>;

export type JoinHow = keyof typeof JOIN_TYPES;

export function joinOf(left: Relation, right: Relation, on: JoinOn | undefined, how: JoinHow): RelationType {
  return { case: "join", value: { left, right, joinType: JOIN_TYPES[how], ...matching(on) } };
}

function matching(on: JoinOn | undefined): { usingColumns?: string[]; joinCondition?: Expression } {
  if (on === undefined) return {};
  const keys: readonly (string | Column)[] = typeof on === "string" || on instanceof Column ? [on] : on;
  const usingColumns = keys.filter((key) => typeof key === "string");
  if (usingColumns.length === keys.length) return { usingColumns };
  const conditions = keys.filter((key) => key instanceof Column).map((column) => column.expression);
  return { joinCondition: conditions.reduce((all, condition) => functionCall("and", [all, condition])) };
}
