export { ConnectionError, type ConnectionErrorCode } from "./connection-error.ts";
export { type ResultBatch, ResultError } from "./result-error.ts";
export { type GrpcStatus, SparkConnectError } from "./spark-connect-error.ts";
export {
  AnalysisException,
  ArithmeticException,
  ArrayIndexOutOfBoundsException,
  DateTimeException,
  IllegalArgumentException,
  InvalidPlanInput,
  NumberFormatException,
  ParseException,
  type QueryContext,
  QueryExecutionException,
  SparkError,
  SparkException,
  SparkNoSuchElementException,
  SparkRuntimeException,
  SparkUpgradeException,
  UnsupportedOperationException,
} from "./spark-error.ts";
