import type { Feed, FeedColumn } from "../feeds/index.ts";

/** A column of a feed, and its name in a frame of records. */
export interface RecordColumn {
  readonly column: FeedColumn;
  /** A watched column may bear any name, also one of ours in another case; it is named by its position. */
  readonly name: string;
}

/** All columns whose values are judged, those of the feed before the watched ones. */
export function recordColumns(feed: Feed): readonly RecordColumn[] {
  return [...feed.columns.map((column) => ({ column, name: column.name })), ...watchedColumns(feed)];
}

export function watchedColumns({ watched = [] }: Feed): readonly RecordColumn[] {
  return watched.map((column, position) => ({ column, name: `_watched_${position}` }));
}
