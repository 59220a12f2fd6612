export type { CsvDialect, CsvRecordEnd } from "./csv-dialect.ts";
export { type DateFormat, parseDateFormat } from "./date-format.ts";
export type { ColumnKind, DimensionFeed, DimensionTable, Feed, FeedColumn } from "./feed.ts";
export type { Storage } from "./storage.ts";
export { type ValueForms, withForms } from "./value-forms.ts";
