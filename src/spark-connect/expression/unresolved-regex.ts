import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** The columns of one frame whose names match a Java regular expression in backticks. */
export function unresolvedRegex(colName: string, planId: bigint): Expression {
  return create(ExpressionSchema, { exprType: { case: "unresolvedRegex", value: { colName, planId } } });
}
