import { feedSettingsOf, type Settings } from "../../config/index.ts";
import type { FeedContract } from "../../lake/index.ts";
import { type Declared, declaredFeeds } from "../context/declared-feeds.ts";

/** What the ledger names the feed of a file that lies in no known folder. */
export const UNKNOWN_FEED = "_unknown";

/** What validation holds a file against: the job's columns, with the names and dialect that the settings give. */
export function feedContracts(run: Declared): readonly FeedContract[] {
  return declaredFeeds(run).flatMap(({ name, columns, watched = [] }) => {
    const settings = feedSettingsOf(run.settings.feeds, name);
    if (settings === undefined) return [];
    const { namePattern, delimiter, quote, encoding, nullValues, emptyRows } = settings;
    const lacking = watched.map((column) => ({ ...column, mayLack: !column.required }));
    return {
      feed: name,
      namePattern,
      columns: [...columns, ...lacking],
      csv: { delimiter, quote, encoding, nullValues, emptyRows },
    };
  });
}

export function isKnownFeed({ feeds }: Pick<Settings, "feeds">, name: string | undefined): name is string {
  return feedSettingsOf(feeds, name) !== undefined;
}
