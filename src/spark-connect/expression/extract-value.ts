import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** A field of a struct, an element of an array (from 0) or the value for a key of a map. */
export function extractValue(child: Expression, extraction: Expression): Expression {
  return create(ExpressionSchema, { exprType: { case: "unresolvedExtractValue", value: { child, extraction } } });
}
