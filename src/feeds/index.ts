export type { CsvDialect, CsvRecordEnd } from "./csv-dialect.ts";
export { type DateFormat, parseDateFormat } from "./date-format.ts";
export {
  type FactRules,
  type FactsFeed,
  type Lookalike,
  MONTH,
  type RuledFacts,
  type RuleSetting,
  type RuleSettings,
  type Rules,
  underRules,
} from "./facts-feed.ts";
export type { ColumnKind, DimensionFeed, DimensionTable, Feed, FeedColumn, Reference } from "./feed.ts";
export { dayReader } from "./read-day.ts";
export { type FeedReference, referencesOf } from "./references.ts";
export type { RowRule } from "./row-rule.ts";
export type { Storage } from "./storage.ts";
export { type ValueForms, withForms } from "./value-forms.ts";
