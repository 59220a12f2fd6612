import { feedsOf } from "../../job/index.ts";
import { folderValues } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import type { Declared } from "../context/declared-feeds.ts";

/** When two files of a feed hold the same content. */
export interface ContentIdentity {
  /** Feeds in which equal files under different keys both count: tills may write the same bytes. */
  readonly byKey: ReadonlySet<string>;
  /** The columns of each feed. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

export function identityOfContents({ job, settings }: Declared): ContentIdentity {
  const feeds = feedsOf(job);
  const isByKey = (feed: string) => settings.feeds[feed]?.duplicates === "key";
  return {
    byKey: new Set(feeds.map(({ name }) => name).filter(isByKey)),
    columns: new Map(feeds.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))])),
  };
}

/** Equal for files of which only one may count. Of two feeds each reads a content for itself. */
export function contentOf(
  { feed, objectKey, sha256 }: Pick<FileVersion, "feed" | "objectKey" | "sha256">,
  identity: ContentIdentity,
): string {
  return JSON.stringify(
    identity.byKey.has(feed)
      ? [feed, sha256, objectKey]
      : [feed, sha256, ...valuesByFolders(feed, objectKey, identity)],
  );
}

/**
 * What the folders say of the feed's own columns is part of the content: equal files of two days or two stores are two contents. What
 * they say of other columns, such as the day of an upload, is not: a file that is sent again must not count again.
 */
export function valuesByFolders(
  feed: string,
  objectKey: string,
  { columns }: ContentIdentity,
): readonly (readonly [string, string | null])[] {
  const own = columns.get(feed);
  if (own === undefined) return [];
  return [...folderValues(objectKey)].filter(([name]) => own.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
