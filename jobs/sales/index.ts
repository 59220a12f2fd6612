import { checkJob, type Job } from "../../src/job/index.ts";
import { customerMart } from "./customer-mart.ts";
import { customerSubject } from "./customer-subject.ts";
import { salesTeamMart } from "./sales-team-mart.ts";

export {
  CLEANED_SALES_SCHEMA,
  type CleaningRules,
  cleanedSales,
  REFERENCES,
  REJECTED,
  rejectedSales,
} from "./cleaned-sales.ts";
export { type DimensionFeedName, FEED_NAMES, FEEDS, type FeedName, isDimension } from "./feeds.ts";
export { rejectedMoney } from "./rejected-money.ts";
export { looksLikeReturn } from "./rejected-returns.ts";
export { type SaleRules, salesFeed } from "./sale-rules.ts";
export type { TieRule } from "./sales-team-mart.ts";

/** The job: a mart is registered here. */
export const salesJob: Job = checkJob({ marts: [customerMart, salesTeamMart], subject: customerSubject });
