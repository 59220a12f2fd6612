import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** An argument by the name of the function's parameter: SQL's `key => value`. */
export function namedArgument(key: string, value: Expression): Expression {
  return create(ExpressionSchema, { exprType: { case: "namedArgumentExpression", value: { key, value } } });
}
