import { choice } from "../choice.ts";
import { AnalyzePlanRequest_Explain_ExplainMode as Mode } from "../gen/spark/connect/base_pb.js";

/** `simple` is the physical plan, `extended` adds the logical plans, `formatted` details each operator. */
export type ExplainMode = keyof typeof EXPLAIN_MODES;

const EXPLAIN_MODES = {
  simple: Mode.SIMPLE,
  extended: Mode.EXTENDED,
  codegen: Mode.CODEGEN,
  cost: Mode.COST,
  formatted: Mode.FORMATTED,
} as const;

/** @throws RangeError for a mode that there is not */
export function explainMode(mode: ExplainMode | boolean): Mode {
  if (typeof mode === "boolean") return mode ? Mode.EXTENDED : Mode.SIMPLE;
  return choice("The mode of explain()", EXPLAIN_MODES, mode);
}
