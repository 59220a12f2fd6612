export type { CollectedRows } from "./action/collected-rows.ts";
export type { ExecutionResult, OperatorMetric, OperatorMetrics } from "./action/execution-result.ts";
export type { ExplainMode } from "./action/explain-mode.ts";
export { Column, type ColumnOrValue } from "./column.ts";
export type { ColumnOrName } from "./column-or-name.ts";
export { DataFrame } from "./data-frame.ts";
export { DataFrameReader } from "./data-frame-reader.ts";
export { DataFrameWriter, type SaveMode } from "./data-frame-writer.ts";
export { parseDdl } from "./ddl/parse-ddl.ts";
export type { LiteralValue } from "./expression/literal.ts";
export * from "./functions/index.ts";
export { GroupedData } from "./grouped-data.ts";
export type { JdbcOptions, JdbcSource } from "./jdbc-source.ts";
export type { OptionValue } from "./option-value.ts";
export type { JoinHow, JoinOn } from "./relation/join.ts";
export type { InputRow } from "./relation/local-relation.ts";
export { Row, type RowObject } from "./row.ts";
export { SparkSession } from "./session.ts";
export { SessionConfig } from "./session-config.ts";
export { DISK_ONLY, MEMORY_AND_DISK, MEMORY_ONLY, type StorageLevel } from "./storage-level.ts";
export * from "./types/data-type.ts";
export { toDdl } from "./types/ddl.ts";
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
