import type { Column } from "../column.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import { type JoinOn, joinCondition } from "./join-condition.ts";
import type { RelationType } from "./new-relation.ts";

/** How `joinAsOf` finds the nearest row. */
export interface AsOfJoin {
  /** What must be equal besides: names of columns, or conditions. */
  readonly on?: JoinOn;
  /** @default "inner" */
  readonly how?: "inner" | "left" | "leftouter" | "left_outer";
  /** The largest distance between both sides' values. */
  readonly tolerance?: Column;
  /** Whether equal values match. @default true */
  readonly allowExactMatches?: boolean;
  /** Which of the right side's rows matches: the last at or before, the first at or after, or the nearest. @default "backward" */
  readonly direction?: "backward" | "forward" | "nearest";
}

export function asOfJoinOf(
  left: { readonly relation: Relation; readonly asOf: Expression },
  right: { readonly relation: Relation; readonly asOf: Expression },
  { on, how = "inner", tolerance, allowExactMatches = true, direction = "backward" }: AsOfJoin,
): RelationType {
  const { usingColumns, condition } = joinCondition(on);
  return {
    case: "asOfJoin",
    value: {
      left: left.relation,
      right: right.relation,
      leftAsOf: left.asOf,
      rightAsOf: right.asOf,
      ...(condition !== undefined && { joinExpr: condition }),
      usingColumns,
      joinType: how,
      ...(tolerance !== undefined && { tolerance: tolerance.expression }),
      allowExactMatches,
      direction,
    },
  };
}
