import { create } from "@bufbuild/protobuf";
import {
  MergeAction_ActionType as ActionType,
  type Expression,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";
import { sqlExpression } from "./sql-expression.ts";

const ACTION_TYPES = {
  delete: ActionType.DELETE,
  insert: ActionType.INSERT,
  insertAll: ActionType.INSERT_STAR,
  update: ActionType.UPDATE,
  updateAll: ActionType.UPDATE_STAR,
} as const;

export type MergeActionType = keyof typeof ACTION_TYPES;

/** What a MERGE does with a row. @param assignments new values by the target's columns */
export function mergeAction(
  type: MergeActionType,
  condition: Expression | undefined,
  assignments: Readonly<Record<string, Expression>> = {},
): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "mergeAction",
      value: {
        actionType: ACTION_TYPES[type],
        ...(condition !== undefined && { condition }),
        assignments: Object.entries(assignments).map(([key, value]) => ({ key: sqlExpression(key), value })),
      },
    },
  });
}
