import {
  type DimensionFeedName,
  FEEDS,
  type FeedName,
  isDimension,
  type SaleRules,
  salesFeed,
} from "../../../jobs/sales/index.ts";
import type { Settings } from "../../config/index.ts";
import { type DimensionFeed, type Feed, withForms } from "../../feeds/index.ts";

/** The feed as the settings say that its files are written, and what else they say of its values. */
export function declaredFeed(settings: Settings, feed: FeedName): Feed {
  return isDimension(feed) ? declaredDimension(settings, feed) : salesFeed(saleRules(settings));
}

export function declaredDimension(settings: Settings, feed: DimensionFeedName): DimensionFeed {
  const declared: DimensionFeed = withForms(FEEDS[feed], settings.feeds[feed]);
  if (settings.run.faultyOptionals === "reject") return declared;
  return { ...declared, columns: declared.columns.map((column) => ({ ...column, nullIfFaulty: !column.required })) };
}

/** What the settings say of sales. */
export function saleRules({ run, feeds }: Settings): SaleRules {
  const { returns, totalRule } = run;
  return { returns, totalRule, forms: feeds.sales };
}
