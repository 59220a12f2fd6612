export type { CsvDialect } from "./csv-dialect.ts";
export type { ColumnKind, DimensionFeed, DimensionTable, Feed, FeedColumn } from "./feed.ts";
export type { Storage } from "./storage.ts";
