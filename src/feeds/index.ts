export type { CsvDialect, CsvRecordEnd } from "./csv-dialect.ts";
export type { ColumnKind, DimensionFeed, DimensionTable, Feed, FeedColumn } from "./feed.ts";
