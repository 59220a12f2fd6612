import { FEEDS } from "../../../jobs/sales/index.ts";
import { folderValues } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import { isKnownFeed } from "./feed-contracts.ts";

/** When two files of a feed hold the same content. */
export interface ContentIdentity {
  /** Feeds in which equal files under different keys both count: tills may write the same bytes. */
  readonly byKey: ReadonlySet<string>;
}

/** Equal for files of which only one may count. Of two feeds each reads a content for itself. */
export function contentOf(
  { feed, objectKey, sha256 }: Pick<FileVersion, "feed" | "objectKey" | "sha256">,
  { byKey }: ContentIdentity,
): string {
  return JSON.stringify(
    byKey.has(feed) ? [feed, sha256, objectKey] : [feed, sha256, ...valuesByFolders(feed, objectKey)],
  );
}

/**
 * What the folders say of the feed's own columns is part of the content: equal files of two days or two stores are two contents. What
 * they say of other columns, such as the day of an upload, is not: a file that is sent again must not count again.
 */
export function valuesByFolders(feed: string, objectKey: string): readonly (readonly [string, string | null])[] {
  if (!isKnownFeed(feed)) return [];
  const own = new Set<string>(FEEDS[feed].columns.map(({ name }) => name));
  return [...folderValues(objectKey)].filter(([name]) => own.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
