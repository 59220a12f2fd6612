export { checkJob } from "./check-job.ts";
export { combinations } from "./combinations.ts";
export { exactly, faultOfType } from "./exact-values.ts";
export {
  dimensionOf,
  feedsOf,
  isPartitioned,
  type Job,
  type PartitionedMart,
  partitionedMarts,
} from "./job.ts";
export { JobError } from "./job-error.ts";
export {
  type ColumnTypes,
  columnTypes,
  type Mart,
  MONTH,
  type Rules,
  type ShownColumns,
  shownColumns,
  shownTypes,
  type WatchedColumn,
} from "./mart.ts";
export { foldedColumns, foldedValues, isFoldable, martValues } from "./mart-values.ts";
export type { MartView } from "./mart-view.ts";
export { partitionValues } from "./partition-values.ts";
export { planningSession } from "./planning-session.ts";
export type { PersonalSubject } from "./subject.ts";
