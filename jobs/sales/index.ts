export { cleanedDimension } from "./cleaned-dimension.ts";
export {
  CLEANED_SALES_SCHEMA,
  type CleaningRules,
  cleanedSales,
  REFERENCES,
  REJECTED,
  rejectedSales,
} from "./cleaned-sales.ts";
export { customerMart } from "./customer-mart.ts";
export { conflictingKeys, dimensionRows } from "./dimension-rows.ts";
export {
  type DimensionFeedName,
  FEED_NAMES,
  FEEDS,
  type Feed,
  type FeedColumn,
  type FeedName,
  isDimension,
} from "./feeds.ts";
export { UNKNOWN_REFERENCES } from "./findings.ts";
export { salesTeamMart, type TieRule } from "./sales-team-mart.ts";
export type { CsvDialect, SourceFile } from "./source-file.ts";
