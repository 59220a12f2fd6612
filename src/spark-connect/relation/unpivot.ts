import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

/** @param values undefined: all columns but the ids */
export function unpivotOf(
  input: Relation,
  ids: readonly Expression[],
  values: readonly Expression[] | undefined,
  variableColumnName: string,
  valueColumnName: string,
): RelationType {
  return {
    case: "unpivot",
    value: {
      input,
      ids: [...ids],
      ...(values !== undefined && { values: { values: [...values] } }),
      variableColumnName,
      valueColumnName,
    },
  };
}
