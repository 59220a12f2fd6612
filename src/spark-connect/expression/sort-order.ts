import { create } from "@bufbuild/protobuf";
import {
  type Expression,
  type Expression_SortOrder,
  Expression_SortOrderSchema,
  ExpressionSchema,
  Expression_SortOrder_NullOrdering as NullOrdering,
  Expression_SortOrder_SortDirection as SortDirection,
} from "../gen/spark/connect/expressions_pb.js";

export type Direction = "ascending" | "descending";
export type Nulls = "first" | "last";

export function sortOrder(child: Expression, direction: Direction, nulls: Nulls): Expression_SortOrder {
  return create(Expression_SortOrderSchema, {
    child,
    direction: DIRECTIONS[direction],
    nullOrdering: NULL_ORDERINGS[nulls],
  });
}

export function sortExpression(value: Expression_SortOrder): Expression {
  return create(ExpressionSchema, { exprType: { case: "sortOrder", value } });
}

/** The order that an expression asks for; ascending with nulls first, as in SQL, if it asks for none. */
export function asSortOrder(expression: Expression): Expression_SortOrder {
  return expression.exprType.case === "sortOrder"
    ? expression.exprType.value
    : sortOrder(expression, "ascending", "first");
}

const DIRECTIONS: Readonly<Record<Direction, SortDirection>> = {
  ascending: SortDirection.ASCENDING,
  descending: SortDirection.DESCENDING,
};

const NULL_ORDERINGS: Readonly<Record<Nulls, NullOrdering>> = {
  first: NullOrdering.SORT_NULLS_FIRST,
  last: NullOrdering.SORT_NULLS_LAST,
};
