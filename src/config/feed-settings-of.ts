import type { FeedSettings, Settings } from "./settings.ts";

/** The settings of a feed; undefined for a name that is no feed's. */
export function feedSettingsOf(feeds: Settings["feeds"], name: string | undefined): FeedSettings | undefined {
  return name !== undefined && Object.hasOwn(feeds, name) ? feeds[name] : undefined;
}
