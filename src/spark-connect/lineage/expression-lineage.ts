import type { Expression, Expression_Window as WindowExpression } from "../gen/spark/connect/expressions_pb.js";
import { AGGREGATES } from "./aggregates.ts";
import { AGGREGATION, type Flow, flow, indirect, TRANSFORMATION, type Transformation } from "./flow.ts";
import type { FrameLineage } from "./frame-lineage.ts";
import { flowOfName } from "./resolve.ts";
import { flowOfSqlText } from "./sql-text.ts";

/** What flows into the value of an expression over the columns of a frame. */
export function flowOfExpression(expression: Expression | undefined, frame: FrameLineage): Flow {
  const type = expression?.exprType;
  const transformed = (inputs: readonly (Expression | undefined)[]) => flowOfAll(inputs, frame, TRANSFORMATION);
  switch (type?.case) {
    case "literal":
    // The element of an array that a function goes through: the array is an argument of the function.
    case "unresolvedNamedLambdaVariable":
    // Within a function, as in count(*): rows, and no column.
    case "unresolvedStar":
      return flow.nothing;
    case "unresolvedAttribute":
      return flowOfName(frame, type.value.unparsedIdentifier, type.value.planId);
    case "expressionString":
      return flowOfSqlText(type.value.expression, frame);
    case "alias":
      return flowOfExpression(type.value.expr, frame);
    case "sortOrder":
      return flowOfExpression(type.value.child, frame);
    case "namedArgumentExpression":
      return flowOfExpression(type.value.value, frame);
    case "cast":
      return transformed([type.value.expr]);
    case "lambdaFunction":
      return transformed([type.value.function]);
    case "unresolvedExtractValue":
      return transformed([type.value.child, type.value.extraction]);
    case "updateFields":
      return transformed([type.value.structExpression, type.value.valueExpression]);
    case "commonInlineUserDefinedFunction":
      return transformed(type.value.arguments);
    case "unresolvedFunction":
    case "callFunction":
      return flowOfCall(type.value.functionName, type.value.arguments, frame);
    case "window":
      return flowOfWindow(type.value, frame);
    default:
      return flow.unknown(`an expression of the kind ${type?.case ?? "none"} is not read`);
  }
}

function flowOfAll(
  expressions: readonly (Expression | undefined)[],
  frame: FrameLineage,
  transformation: Transformation,
): Flow {
  return flow.by(transformation, flow.ofAll(expressions.map((one) => flowOfExpression(one, frame))));
}

/** Which arguments of a function choose among the others, and are no part of the value. */
const CHOOSING: Readonly<Record<string, (position: number, count: number) => boolean>> = {
  when: (position, count) => position % 2 === 0 && position < count - 1,
  if: (position) => position === 0,
  nvl2: (position) => position === 0,
  nullif: (position) => position === 1,
};

function flowOfCall(functionName: string, args: readonly Expression[], frame: FrameLineage): Flow {
  const name = functionName.toLowerCase();
  const isChoosing = CHOOSING[name];
  if (isChoosing === undefined) return flowOfAll(args, frame, AGGREGATES.has(name) ? AGGREGATION : TRANSFORMATION);
  const chooses = (_: Expression, position: number) => isChoosing(position, args.length);
  return flow.ofAll([
    flowOfAll(
      args.filter((arg, position) => !chooses(arg, position)),
      frame,
      TRANSFORMATION,
    ),
    flowOfAll(args.filter(chooses), frame, indirect("CONDITIONAL")),
  ]);
}

function flowOfWindow({ windowFunction, partitionSpec, orderSpec }: WindowExpression, frame: FrameLineage): Flow {
  const window = [...partitionSpec, ...orderSpec.map(({ child }) => child)];
  return flow.ofAll([flowOfExpression(windowFunction, frame), flowOfAll(window, frame, indirect("WINDOW"))]);
}
