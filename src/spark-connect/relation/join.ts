import { choice } from "../choice.ts";
import { Join_JoinType as Join, type Relation } from "../gen/spark/connect/relations_pb.js";
import { type JoinOn, joinCondition } from "./join-condition.ts";
import type { RelationType } from "./new-relation.ts";

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

/** The kinds of joins, by all names that Spark has for them. */
export type JoinHow = keyof typeof JOIN_TYPES;

export function joinOf(left: Relation, right: Relation, on: JoinOn | undefined, how: JoinHow): RelationType {
  const { usingColumns, condition } = joinCondition(on);
  return {
    case: "join",
    value: {
      left,
      right,
      joinType: choice("The kind of a join", JOIN_TYPES, how),
      usingColumns,
      ...(condition !== undefined && { joinCondition: condition }),
    },
  };
}
