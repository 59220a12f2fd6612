import { create } from "@bufbuild/protobuf";
import {
  type Expression,
  type Expression_Alias,
  Expression_AliasSchema,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";
import type { Metadata } from "../types/data-type.ts";
import { pythonJson } from "./python-json.ts";

/** Several names are for functions that make several columns, such as `posexplode`. */
export function alias(expr: Expression, names: readonly string[], metadata?: Metadata): Expression {
  return create(ExpressionSchema, { exprType: { case: "alias", value: aliasOf(expr, names, metadata) } });
}

export function aliasOf(expr: Expression, names: readonly string[], metadata?: Metadata): Expression_Alias {
  return create(Expression_AliasSchema, {
    expr,
    name: [...names],
    ...(metadata !== undefined && { metadata: pythonJson(metadata) }),
  });
}
