import { feedSettingsOf, OTHER_WRITERS, type Settings } from "../config/index.ts";
import { feedOfKey, RAW_PREFIX, rawPrefix } from "../lake/index.ts";

const BY_DEFAULT = new RegExp(OTHER_WRITERS);

/**
 * Whether an object below `raw/` is no file of ours: one that a job is still writing, or that says of others that they are done.
 * It is neither read nor moved. Where the folder is no feed's, the default pattern is held against all of the key below `raw/`.
 */
export function isOfOtherWriter(key: string, feeds: Settings["feeds"]): boolean {
  const feed = feedOfKey(key);
  const settings = feedSettingsOf(feeds, feed);
  if (feed === undefined || settings === undefined) return key.slice(RAW_PREFIX.length).search(BY_DEFAULT) !== -1;
  return key.slice(rawPrefix(feed).length).search(settings.ignorePattern) !== -1;
}
