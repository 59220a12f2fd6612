// What a job is written with, as `sales-pipeline/job`.
export type {
  ColumnKind,
  CsvDialect,
  DimensionFeed,
  FactRules,
  FactsFeed,
  FeedColumn,
  Lookalike,
  RowRule,
  RuleSetting,
  RuleSettings,
  Rules,
} from "../feeds/index.ts";
export { checkJob } from "./check-job.ts";
export type { Job } from "./job.ts";
export { JobError } from "./job-error.ts";
export type { Mart, ShownColumns, WatchedColumn } from "./mart.ts";
export type { MartView } from "./mart-view.ts";
export type { PersonalSubject } from "./subject.ts";
