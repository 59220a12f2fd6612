import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** The struct with one field set. */
export function withField(structExpression: Expression, fieldName: string, valueExpression: Expression): Expression {
  return create(ExpressionSchema, {
    exprType: { case: "updateFields", value: { structExpression, fieldName, valueExpression } },
  });
}

/** The struct without one field. */
export function dropField(structExpression: Expression, fieldName: string): Expression {
  return create(ExpressionSchema, { exprType: { case: "updateFields", value: { structExpression, fieldName } } });
}
