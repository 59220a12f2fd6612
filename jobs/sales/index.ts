export {
  CLEANED_SALES_SCHEMA,
  type CleaningRules,
  cleanedSales,
  REFERENCES,
  REJECTED,
  rejectedSales,
} from "./cleaned-sales.ts";
export { customerMart } from "./customer-mart.ts";
export { type DimensionFeedName, FEED_NAMES, FEEDS, type FeedName, isDimension } from "./feeds.ts";
export { rejectedMoney } from "./rejected-money.ts";
export { looksLikeReturn } from "./rejected-returns.ts";
export { type SaleRules, salesFeed } from "./sale-rules.ts";
export { salesTeamMart, type TieRule } from "./sales-team-mart.ts";
