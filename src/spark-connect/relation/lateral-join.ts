import { choice } from "../choice.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import { Join_JoinType as Join, type Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

const JOIN_TYPES = {
  inner: Join.INNER,
  cross: Join.CROSS,
  left: Join.LEFT_OUTER,
  leftouter: Join.LEFT_OUTER,
  left_outer: Join.LEFT_OUTER,
} as const;

/** The kinds of lateral joins. */
export type LateralJoinHow = keyof typeof JOIN_TYPES;

export function lateralJoinOf(
  left: Relation,
  right: Relation,
  joinCondition: Expression | undefined,
  how: LateralJoinHow,
): RelationType {
  const value = { left, right, joinType: choice("The kind of a lateral join", JOIN_TYPES, how) };
  return { case: "lateralJoin", value: { ...value, ...(joinCondition !== undefined && { joinCondition }) } };
}
