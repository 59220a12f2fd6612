export { cleanedDimension, cleanedDimensionSchema, rejectedDimension } from "./cleaned-dimension.ts";
export {
  type CleaningRules,
  cleanedFacts,
  cleanedFactsSchema,
  lookalikesOf,
  REJECTED,
  rejectedFacts,
} from "./cleaned-facts.ts";
export { positionOfField } from "./csv-rows.ts";
export { conflictingKeys, dimensionRows } from "./dimension-rows.ts";
export { isDoubtful } from "./doubtful-content.ts";
export { rejectedText, UNKNOWN_REFERENCES } from "./findings.ts";
export { judgedRecords } from "./judged-records.ts";
export { evenTaskBytes, readingCost, tasksFor } from "./read-tasks.ts";
export { faultyOptionals } from "./reject-reasons.ts";
export { VALUE_TYPES } from "./row-faults.ts";
export type { SourceFile } from "./source-file.ts";
