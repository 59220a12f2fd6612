import { create } from "@bufbuild/protobuf";
import {
  type Expression,
  type Expression_SortOrder,
  type Expression_Window_WindowFrame,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";

/** What `Column.over` needs to know of a window. */
export interface WindowDefinition {
  readonly partitionSpec: readonly Expression[];
  readonly orderSpec: readonly Expression_SortOrder[];
  /** Absent: Spark's default, which depends on whether the window is ordered. */
  readonly frameSpec: Expression_Window_WindowFrame | undefined;
}

export function windowExpression(windowFunction: Expression, window: WindowDefinition): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "window",
      value: {
        windowFunction,
        partitionSpec: [...window.partitionSpec],
        orderSpec: [...window.orderSpec],
        ...(window.frameSpec !== undefined && { frameSpec: window.frameSpec }),
      },
    },
  });
}
