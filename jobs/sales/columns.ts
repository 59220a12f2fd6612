import type { ColumnKind, DimensionFeed, FeedColumn } from "../../src/feeds/index.ts";

export const required = (name: string, kind: ColumnKind): FeedColumn => ({ name, kind, required: true });

export const optional = (name: string, kind: ColumnKind): FeedColumn => ({ name, kind, required: false });

export const text = (name: string, maxLength: number): FeedColumn => ({
  name,
  kind: "text",
  required: false,
  maxLength,
});

/** A required column of keys of the dimension, which reasons and warnings call `as`. */
export const keyOf = (dimension: DimensionFeed, name: string, as: string): FeedColumn => ({
  ...required(name, "integer"),
  references: { dimension, as },
});
