import { salesJob } from "../../jobs/sales/index.ts";
import { type FeedSettings, loadSettings as load, type Settings } from "../../src/config/index.ts";

/** The settings of the job for sales. */
export function loadSettings(source: Parameters<typeof load>[1]): Settings {
  return load(salesJob, source);
}

/** The settings of a feed that there is. */
export function feedSettings({ feeds }: Settings, feed: string): FeedSettings {
  const settings = feeds[feed];
  if (settings === undefined) throw new Error(`There is no feed ${feed}.`);
  return settings;
}

/** With other settings of some feeds. */
export function withFeeds(settings: Settings, changes: Readonly<Record<string, Partial<FeedSettings>>>): Settings {
  const changed = Object.entries(changes).map(([feed, change]) => [
    feed,
    { ...feedSettings(settings, feed), ...change },
  ]);
  return { ...settings, feeds: { ...settings.feeds, ...Object.fromEntries(changed) } };
}
