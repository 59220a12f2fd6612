import { FEED_NAMES, type FeedName } from "../../../jobs/sales/index.ts";
import type { Settings } from "../../config/index.ts";
import type { FeedContract } from "../../lake/index.ts";
import { declaredFeed } from "../context/declared-feeds.ts";

/** What the ledger names the feed of a file that lies in no known folder. */
export const UNKNOWN_FEED = "_unknown";

/** What validation holds a file against: the job's columns, with the names and dialect that the settings give. */
export function feedContracts(settings: Settings): readonly FeedContract[] {
  return FEED_NAMES.map((feed) => {
    const { namePattern, delimiter, quote, encoding, nullValues } = settings.feeds[feed];
    const { columns, watched = [] } = declaredFeed(settings, feed);
    const lacking = watched.map((column) => ({ ...column, mayLack: !column.required }));
    return {
      feed,
      namePattern,
      columns: [...columns, ...lacking],
      csv: { delimiter, quote, encoding, nullValues },
    };
  });
}

export function isKnownFeed(name: string | undefined): name is FeedName {
  return FEED_NAMES.some((feed) => feed === name);
}
