import { binary, unary, withValue } from "./function-kinds.ts";

export const bitCount = unary("bit_count");
export const bitGet = binary("bit_get");
export const bitwiseNot = unary("~");
export const getbit = binary("getbit");

export const shiftLeft = withValue<number>("shiftleft");
/** Keeps the sign. */
export const shiftRight = withValue<number>("shiftright");
export const shiftRightUnsigned = withValue<number>("shiftrightunsigned");
