import type { FileVersion } from "../../warehouse/index.ts";

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
  return JSON.stringify(byKey.has(feed) ? [feed, sha256, objectKey] : [feed, sha256]);
}
