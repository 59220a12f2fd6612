import type { StructType } from "../types/data-type.ts";
import type { ExecutionResult } from "./execution-result.ts";

export interface CollectedRows<Shape> extends ExecutionResult {
  readonly rows: readonly Shape[];
  readonly schema: StructType;
}
