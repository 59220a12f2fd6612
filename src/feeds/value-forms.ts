import type { Feed, FeedColumn } from "./feed.ts";

/** How the files of a feed write their values, and what they must say; by settings. */
export interface ValueForms {
  readonly decimalSign: "." | ",";
  /** Each as `parseDateFormat` takes it. yyyy-MM-dd is read whether or not it is among them. */
  readonly dateFormats: readonly string[];
  /** Columns of the feed, or others, that must hold one value. */
  readonly expect: Readonly<Record<string, string>>;
}

const ISO = "yyyy-MM-dd";

/** The feed with columns that know how they are written. One that is written as the contract says stays as it is. */
export function withForms<F extends Feed>(
  feed: F,
  { decimalSign, dateFormats, expect }: ValueForms,
): F & { readonly columns: readonly FeedColumn[]; readonly watched: readonly FeedColumn[] } {
  const others = dateFormats.filter((format) => format !== ISO);
  const formed = (column: FeedColumn): FeedColumn => ({
    ...column,
    ...(column.kind === "money" && decimalSign === "," && { decimalSign }),
    ...(column.kind === "date" && others.length > 0 && { dateFormats: others }),
    ...(Object.hasOwn(expect, column.name) && { required: true, mayLack: false, expected: expect[column.name] }),
  });
  const known = new Set([...feed.columns, ...(feed.watched ?? [])].map(({ name }) => name));
  const expected = Object.keys(expect)
    .filter((name) => !known.has(name))
    .map((name): FeedColumn => ({ name, kind: "text", required: true }));
  return {
    ...feed,
    columns: feed.columns.map(formed),
    watched: [...(feed.watched ?? []), ...expected].map(formed),
  };
}
