import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import { functionCall } from "./function-call.ts";

/** Starts or extends a CASE: `when` is a function of condition, value, condition, value, …, and at last the else value. */
export function caseWhen(branches: readonly Expression[], condition: Expression, value: Expression): Expression {
  return functionCall("when", [...branches, condition, value]);
}

export function caseElse(branches: readonly Expression[], value: Expression): Expression {
  return functionCall("when", [...branches, value]);
}

/** @throws TypeError if the expression is no CASE, or one that has its ELSE already. */
export function openBranches(expression: Expression, method: "when" | "otherwise"): readonly Expression[] {
  const type = expression.exprType;
  if (type.case !== "unresolvedFunction" || type.value.functionName !== "when") {
    throw new TypeError(`${method}() continues a CASE. Start it with the function when(condition, value).`);
  }
  if (type.value.arguments.length % 2 === 1) {
    throw new TypeError(`${method}() after otherwise(): the CASE is complete`);
  }
  return type.value.arguments;
}
