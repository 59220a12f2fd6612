import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** An expression in SQL, which the server parses. */
export function sqlExpression(expression: string): Expression {
  return create(ExpressionSchema, { exprType: { case: "expressionString", value: { expression } } });
}
