import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** A call of one of Spark's own functions, or of an operator by its SQL name. */
export function functionCall(
  functionName: string,
  args: readonly Expression[],
  options: { readonly isDistinct?: boolean } = {},
): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "unresolvedFunction",
      value: { functionName, arguments: [...args], isDistinct: options.isDistinct ?? false },
    },
  });
}
