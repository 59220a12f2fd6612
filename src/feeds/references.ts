import type { Feed, Reference } from "./feed.ts";

export interface FeedReference extends Reference {
  /** The column that holds the dimension's key. */
  readonly column: string;
}

/** What the feed refers to, in the order of its columns. */
export function referencesOf({ columns }: Pick<Feed, "columns">): readonly FeedReference[] {
  return columns.flatMap(({ name, references }) => (references === undefined ? [] : [{ ...references, column: name }]));
}
