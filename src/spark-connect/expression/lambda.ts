import { create } from "@bufbuild/protobuf";
import {
  type Expression,
  type Expression_UnresolvedNamedLambdaVariable,
  Expression_UnresolvedNamedLambdaVariableSchema,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";

/** The lambdas whose bodies are being built just now: one inside another must not hide the outer one's variables. */
let depth = 0;

/**
 * The lambda with the body that `build` makes of its variables, of which it declares the first one, two or three.
 *
 * @param place among the lambdas of one call, from 0: they do not share names either
 */
export function lambda(
  parameters: 1 | 2 | 3,
  build: (x: Expression, y: Expression, z: Expression) => Expression,
  place = 0,
): Expression {
  const outer = depth;
  depth += 1 + place;
  try {
    const [x, y, z] = [variable(`x_${depth}`), variable(`y_${depth}`), variable(`z_${depth}`)] as const;
    const body = build(asExpression(x), asExpression(y), asExpression(z));
    return create(ExpressionSchema, {
      exprType: { case: "lambdaFunction", value: { function: body, arguments: [x, y, z].slice(0, parameters) } },
    });
  } finally {
    depth = outer;
  }
}

function variable(name: string): Expression_UnresolvedNamedLambdaVariable {
  return create(Expression_UnresolvedNamedLambdaVariableSchema, { nameParts: [name] });
}

function asExpression(value: Expression_UnresolvedNamedLambdaVariable): Expression {
  return create(ExpressionSchema, { exprType: { case: "unresolvedNamedLambdaVariable", value } });
}
