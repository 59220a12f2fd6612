export { cleanedDimension, cleanedDimensionSchema, rejectedDimension } from "./cleaned-dimension.ts";
export { conflictingKeys, dimensionRows } from "./dimension-rows.ts";
export { FINDINGS, rejectedText, UNKNOWN_REFERENCES, withUnknown } from "./findings.ts";
export { judgedRecords } from "./judged-records.ts";
export { faultyOptionals, withRejectReasons } from "./reject-reasons.ts";
export { VALUE_TYPES } from "./row-faults.ts";
export type { RowRule } from "./row-rule.ts";
export type { SourceFile } from "./source-file.ts";
