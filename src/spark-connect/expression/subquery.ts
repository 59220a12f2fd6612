import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type Expression,
  ExpressionSchema,
  type SubqueryExpressionSchema,
  SubqueryExpression_SubqueryType as SubqueryType,
} from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";

/** A frame that an expression asks, while it is computed for another frame. */
export interface SubquerySource {
  readonly relation: Relation;
}

/** The value of the frame's only row and column. */
export function scalarSubquery(source: SubquerySource): Expression {
  return subquery(source, { subqueryType: SubqueryType.SCALAR });
}

/** Whether the frame has any row. */
export function existsSubquery(source: SubquerySource): Expression {
  return subquery(source, { subqueryType: SubqueryType.EXISTS });
}

/** Whether the values, a column of the frame each, are one of its rows. */
export function inSubquery(source: SubquerySource, inSubqueryValues: readonly Expression[]): Expression {
  return subquery(source, { subqueryType: SubqueryType.IN, inSubqueryValues: [...inSubqueryValues] });
}

/**
 * The relations that the expressions in a message ask, in the order in which they are met. The message of a subquery only
 * holds the relation's plan id, so the relation that contains the expression must carry them too.
 */
export function subqueriesIn(message: object): readonly Relation[] {
  const found: Relation[] = [];
  // A stack of its own: expressions may be nested deeper than calls can be.
  const rest: object[] = [message];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const relation = RELATIONS.get(next);
    if (relation !== undefined) found.push(relation);
    const values: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    for (const value of values.toReversed()) if (mayHoldExpressions(value)) rest.push(value);
  }
  return found;
}

/** By the subquery's expression. */
const RELATIONS = new WeakMap<object, Relation>();

type Subquery = Omit<MessageInitShape<typeof SubqueryExpressionSchema>, "planId" | "$typeName">;

function subquery({ relation }: SubquerySource, value: Subquery): Expression {
  const planId = relation.common?.planId ?? -1n;
  const expression = create(ExpressionSchema, {
    exprType: { case: "subqueryExpression", value: { ...value, planId } },
  });
  RELATIONS.set(expression, relation);
  return expression;
}

/** An input's expressions are its own matter. */
function mayHoldExpressions(value: unknown): value is object {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  return !("$typeName" in value && value.$typeName === "spark.connect.Relation");
}

export function isSubquerySource(value: unknown): value is SubquerySource {
  return typeof value === "object" && value !== null && "relation" in value;
}

/** The fields of a call of `struct`, which stand for the columns of a row; else the expression itself. */
export function structFields(expression: Expression): readonly Expression[] {
  const { case: kind, value } = expression.exprType;
  return kind === "unresolvedFunction" && value.functionName === "struct" ? value.arguments : [expression];
}
