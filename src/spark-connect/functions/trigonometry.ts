import { unary } from "./function-kinds.ts";

// Angles are in radians; the results are DOUBLE.

export const acos = unary("acos");
export const acosh = unary("acosh");
export const asin = unary("asin");
export const asinh = unary("asinh");
export const atan = unary("atan");
export const atanh = unary("atanh");
export const cos = unary("cos");
export const cosh = unary("cosh");
export const cot = unary("cot");
export const csc = unary("csc");
export const degrees = unary("degrees");
export const radians = unary("radians");
export const sec = unary("sec");
export const sin = unary("sin");
export const sinh = unary("sinh");
export const tan = unary("tan");
export const tanh = unary("tanh");
