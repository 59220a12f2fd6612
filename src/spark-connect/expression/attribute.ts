import { create } from "@bufbuild/protobuf";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";

/**
 * A column by name; `*` and `t.*` are stars. With a plan id it means that column of that very frame, which tells the
 * two sides of a self-join apart.
 */
export function attribute(name: string, planId?: bigint): Expression {
  return name === "*" || name.endsWith(".*") ? star(name, planId) : namedAttribute(name, planId, false);
}

/** A column that a source offers beside its schema. */
export function metadataAttribute(name: string, planId: bigint): Expression {
  return namedAttribute(name, planId, true);
}

function namedAttribute(unparsedIdentifier: string, planId: bigint | undefined, isMetadataColumn: boolean): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "unresolvedAttribute",
      value: { unparsedIdentifier, isMetadataColumn, ...(planId !== undefined && { planId }) },
    },
  });
}

function star(name: string, planId: bigint | undefined): Expression {
  return create(ExpressionSchema, {
    exprType: {
      case: "unresolvedStar",
      value: { ...(name !== "*" && { unparsedTarget: name }), ...(planId !== undefined && { planId }) },
    },
  });
}
