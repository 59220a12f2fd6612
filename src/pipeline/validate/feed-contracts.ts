import { FEED_NAMES, FEEDS, type FeedName } from "../../../jobs/sales/index.ts";
import type { Settings } from "../../config/index.ts";
import type { FeedContract } from "../../lake/index.ts";

/** What the ledger names the feed of a file that lies in no known folder. */
export const UNKNOWN_FEED = "_unknown";

/** What validation holds a file against: the job's columns, with the names and dialect that the settings give. */
export function feedContracts(settings: Settings): readonly FeedContract[] {
  return FEED_NAMES.map((feed) => {
    const { namePattern, delimiter, quote, encoding } = settings.feeds[feed];
    return { feed, namePattern, columns: FEEDS[feed].columns, csv: { delimiter, quote, encoding } };
  });
}

export function isKnownFeed(name: string | undefined): name is FeedName {
  return FEED_NAMES.some((feed) => feed === name);
}
