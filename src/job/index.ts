export { checkJob } from "./check-job.ts";
export { isPartitioned, type Job, type PartitionedMart, partitionedMarts } from "./job.ts";
export {
  type ColumnTypes,
  type Mart,
  MONTH,
  type Rules,
  type ShownColumns,
  shownTypes,
  type WatchedColumn,
} from "./mart.ts";
export { foldedColumns, foldedValues, isFoldable, martValues } from "./mart-values.ts";
export { partitionValues } from "./partition-values.ts";
