import { randomBytes } from "node:crypto";
import { type ColumnOrValue, expressionOf } from "../column.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";

/** Without a seed one is drawn here, so that a plan that is run twice gives the same values. */
export function seedOf(seed: ColumnOrValue | undefined): Expression {
  return expressionOf(seed ?? randomBytes(8).readBigInt64BE() & 0x7fff_ffff_ffff_ffffn);
}
