import { create } from "@bufbuild/protobuf";
import {
  Expression_Cast_EvalMode as EvalMode,
  type Expression,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";
import type { DataType } from "../types/data-type.ts";
import { dataTypeToProto } from "../types/to-proto.ts";

/** `try` gives NULL where the value does not fit; `default` follows the session (Spark 4: an error). */
export function cast(expr: Expression, to: DataType | string, mode: "default" | "try" = "default"): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "cast",
      value: {
        expr,
        castToType:
          typeof to === "string" ? { case: "typeStr", value: to } : { case: "type", value: dataTypeToProto(to) },
        ...(mode === "try" && { evalMode: EvalMode.TRY }),
      },
    },
  });
}
