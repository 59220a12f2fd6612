import { type Relation, SetOperation_SetOpType as SetOpType } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

const SET_OPERATIONS = {
  union: SetOpType.UNION,
  intersect: SetOpType.INTERSECT,
  except: SetOpType.EXCEPT,
} as const;

interface SetOperationOptions {
  /** Keep duplicates. */
  readonly isAll: boolean;
  /** Match columns by name rather than by position. */
  readonly byName?: boolean;
  readonly allowMissingColumns?: boolean;
}

export function setOperation(
  operation: keyof typeof SET_OPERATIONS,
  leftInput: Relation,
  rightInput: Relation,
  { isAll, byName = false, allowMissingColumns = false }: SetOperationOptions,
): RelationType {
  const setOpType = SET_OPERATIONS[operation];
  return { case: "setOp", value: { leftInput, rightInput, setOpType, isAll, byName, allowMissingColumns } };
}
