import { AnalyzePlanRequest_Explain_ExplainMode as Mode } from "../gen/spark/connect/base_pb.js";

/** `simple` is the physical plan, `extended` adds the logical plans, `formatted` details each operator. */
export type ExplainMode = keyof typeof EXPLAIN_MODES;

export const EXPLAIN_MODES = {
  simple: Mode.SIMPLE,
  extended: Mode.EXTENDED,
  codegen: Mode.CODEGEN,
  cost: Mode.COST,
  formatted: Mode.FORMATTED,
} as const;
