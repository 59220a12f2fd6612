import { type ErrorContext, SparkConnectError } from "./spark-connect-error.ts";

/** Where in a query the error lies. */
export interface QueryContext {
  readonly kind: "sql" | "dataFrame";
  /** `VIEW` or the like with its name, when the error is inside one; else empty. */
  readonly objectType: string;
  readonly objectName: string;
  /** Characters of the query text, from 0. */
  readonly startIndex: number;
  readonly stopIndex: number;
  readonly fragment: string;
  readonly callSite: string;
  readonly summary: string;
}

export interface SparkErrorDetails extends ErrorContext {
  readonly errorClass?: string | undefined;
  readonly sqlState?: string | undefined;
  readonly messageParameters?: Readonly<Record<string, string>> | undefined;
  readonly queryContexts?: readonly QueryContext[] | undefined;
  readonly javaClasses?: readonly string[] | undefined;
  readonly serverStackTrace?: string | undefined;
}

/** Spark refused or failed a query. Its cause on the server, if any, is `cause`. */
export class SparkError extends SparkConnectError {
  /** Spark's name of the error condition, for example `TABLE_OR_VIEW_NOT_FOUND`. */
  readonly errorClass: string | undefined;
  /** Five characters of the SQL standard, for example `42P01`. */
  readonly sqlState: string | undefined;
  readonly messageParameters: Readonly<Record<string, string>>;
  readonly queryContexts: readonly QueryContext[];
  /** The exception's class on the server and its parents, most specific first. */
  readonly javaClasses: readonly string[];
  readonly #serverStackTrace: string | undefined;

  constructor(message: string, details: SparkErrorDetails = {}) {
    super(details.errorClass ?? simpleName(details.javaClasses?.[0]) ?? "SPARK_ERROR", message, details);
    this.errorClass = details.errorClass;
    this.sqlState = details.sqlState;
    this.messageParameters = details.messageParameters ?? {};
    this.queryContexts = details.queryContexts ?? [];
    this.javaClasses = details.javaClasses ?? [];
    this.#serverStackTrace = details.serverStackTrace;
  }

  /** Where on the server it happened; a property of its own, so that it does not fill every log. */
  get serverStackTrace(): string | undefined {
    return this.#serverStackTrace;
  }
}

export class AnalysisException extends SparkError {}
export class ParseException extends AnalysisException {}
export class ArithmeticException extends SparkError {}
export class ArrayIndexOutOfBoundsException extends SparkError {}
export class DateTimeException extends SparkError {}
export class IllegalArgumentException extends SparkError {}
export class NumberFormatException extends IllegalArgumentException {}
export class InvalidPlanInput extends SparkError {}
export class QueryExecutionException extends SparkError {}
export class SparkException extends SparkError {}
export class SparkNoSuchElementException extends SparkError {}
export class SparkRuntimeException extends SparkError {}
export class SparkUpgradeException extends SparkError {}
export class UnsupportedOperationException extends SparkError {}

const BY_JAVA_CLASS: Readonly<Record<string, typeof SparkError>> = {
  "org.apache.spark.sql.catalyst.parser.ParseException": ParseException,
  "org.apache.spark.sql.AnalysisException": AnalysisException,
  "org.apache.spark.sql.execution.QueryExecutionException": QueryExecutionException,
  "org.apache.spark.sql.connect.common.InvalidPlanInput": InvalidPlanInput,
  "org.apache.spark.SparkNoSuchElementException": SparkNoSuchElementException,
  "org.apache.spark.SparkRuntimeException": SparkRuntimeException,
  "org.apache.spark.SparkUpgradeException": SparkUpgradeException,
  "org.apache.spark.SparkException": SparkException,
  "java.lang.ArithmeticException": ArithmeticException,
  "java.lang.ArrayIndexOutOfBoundsException": ArrayIndexOutOfBoundsException,
  "java.lang.NumberFormatException": NumberFormatException,
  "java.lang.IllegalArgumentException": IllegalArgumentException,
  "java.lang.UnsupportedOperationException": UnsupportedOperationException,
  "java.time.DateTimeException": DateTimeException,
};

/** An error of the most specific class that is known for the Java classes. */
export function sparkError(message: string, details: SparkErrorDetails): SparkError {
  const known = (details.javaClasses ?? []).map((name) => BY_JAVA_CLASS[name]).find((type) => type !== undefined);
  return new (known ?? SparkError)(message, details);
}

function simpleName(javaClass: string | undefined): string | undefined {
  return javaClass?.slice(javaClass.lastIndexOf(".") + 1);
}
