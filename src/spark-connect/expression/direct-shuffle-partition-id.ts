import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/** Sends each row to the partition whose number the expression gives. */
export function directShufflePartitionId(child: Expression): Expression {
  return create(ExpressionSchema, { exprType: { case: "directShufflePartitionId", value: { child } } });
}
