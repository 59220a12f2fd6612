export type { CollectedRows } from "./action/collected-rows.ts";
export type { ExecutionResult, OperatorMetric, OperatorMetrics } from "./action/execution-result.ts";
export type { ExplainMode } from "./action/explain-mode.ts";
export {
  Catalog,
  type CatalogColumn,
  type CatalogDatabase,
  type CatalogFunction,
  type CatalogMetadata,
  type CatalogTable,
  type TableDefinition,
} from "./catalog.ts";
export { Column, type ColumnOrValue } from "./column.ts";
export type { ColumnOrName } from "./column-or-name.ts";
export { DataFrame } from "./data-frame.ts";
export { DataFrameReader } from "./data-frame-reader.ts";
export { DataFrameWriter, type SaveMode, type SaveTarget } from "./data-frame-writer.ts";
export { DataFrameWriterV2 } from "./data-frame-writer-v2.ts";
export { parseDdl } from "./ddl/parse-ddl.ts";
export { StructType } from "./ddl/struct-type.ts";
export type { LiteralValue } from "./expression/literal.ts";
export * from "./functions/index.ts";
export { GroupedData } from "./grouped-data.ts";
export type { JdbcOptions, JdbcSource } from "./jdbc-source.ts";
export type { Edge as LineageEdge, Flow as LineageFlow, PlanSource, Transformation } from "./lineage/flow.ts";
export { type ColumnLineage, type PlanLineage, planLineage, throughSources } from "./lineage/plan-lineage.ts";
export {
  type Assignments,
  MergeIntoWriter,
  type WhenMatched,
  type WhenNotMatched,
} from "./merge-into-writer.ts";
export { DataFrameNaFunctions, type DropNa } from "./na-functions.ts";
export { Observation } from "./observation.ts";
export type { OptionValue } from "./option-value.ts";
export type { AsOfJoin } from "./relation/as-of-join.ts";
export type { FillValue } from "./relation/fill-na.ts";
export type { JoinHow } from "./relation/join.ts";
export type { JoinOn } from "./relation/join-condition.ts";
export type { LateralJoinHow } from "./relation/lateral-join.ts";
export type { InputRow } from "./relation/local-relation.ts";
export type { ReplaceableValue, Replacements } from "./relation/replace-na.ts";
export type { Seed } from "./relation/sample.ts";
export type { SqlArguments } from "./relation/sql.ts";
export { Row, type RowObject } from "./row.ts";
export { SparkSession, type SqlOptions } from "./session.ts";
export { SessionConfig } from "./session-config.ts";
export type { ShowOptions } from "./show-options.ts";
export { DataFrameStatFunctions } from "./stat-functions.ts";
export { StorageLevel } from "./storage-level.ts";
export { TableValuedFunctions } from "./table-valued-functions.ts";
export type { ColumnIn, NameIn } from "./typed-columns.ts";
export * from "./types/data-type.ts";
export { toDdl } from "./types/ddl.ts";
export type { RowOf } from "./types/row-of.ts";
export { simpleString } from "./types/simple-string.ts";
export { CalendarInterval } from "./values/calendar-interval.ts";
export { DayTimeInterval } from "./values/day-time-interval.ts";
export { Decimal } from "./values/decimal.ts";
export { LocalDate } from "./values/local-date.ts";
export { LocalTime } from "./values/local-time.ts";
export { LocalTimestamp } from "./values/local-timestamp.ts";
export { Timestamp } from "./values/timestamp.ts";
export { Variant } from "./values/variant.ts";
export { YearMonthInterval } from "./values/year-month-interval.ts";
export { Window, WindowSpec } from "./window.ts";
export type { CallRetry } from "./wire/call-retry.ts";
export type { ClientOptions, Deadlines } from "./wire/client-options.ts";
export * from "./wire/errors.ts";
export type {
  CallOptions,
  ExecuteOptions as ActionOptions,
  ExecutionProgress,
  InterruptTarget,
  SparkConnectClient,
  StageProgress,
} from "./wire/spark-connect-client.ts";
