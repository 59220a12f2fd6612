import type { ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../gen/google/rpc/error_details_pb.js";
import {
  FetchErrorDetailsResponse_QueryContext_ContextType as ContextType,
  type FetchErrorDetailsResponse,
  type FetchErrorDetailsResponse_Error,
  type FetchErrorDetailsResponse_QueryContext,
} from "../gen/spark/connect/base_pb.js";
import { GRPC_STATUS } from "./grpc-status.ts";
import type { ErrorContext } from "./spark-connect-error.ts";
import { type QueryContext, type SparkError, sparkError } from "./spark-error.ts";

/** What Spark says about an error in the header of its answer. Long messages are cut there. */
export interface ErrorSummary {
  /** By this id the server gives the whole error. */
  readonly errorId: string | undefined;
  readonly errorClass: string | undefined;
  readonly sqlState: string | undefined;
  readonly javaClasses: readonly string[];
}

export function errorSummary(error: ConnectError): ErrorSummary | undefined {
  const [info] = error.findDetails(ErrorInfoSchema);
  if (info === undefined) {
    return undefined;
  }
  return {
    errorId: info.metadata["errorId"],
    errorClass: info.metadata["errorClass"],
    sqlState: info.metadata["sqlState"],
    javaClasses: parseNames(info.metadata["classes"]),
  };
}

/** The whole error from the server's answer; undefined when the server no longer has it. */
export function errorFromDetails(
  details: FetchErrorDetailsResponse,
  summary: ErrorSummary,
  error: ConnectError,
): SparkError | undefined {
  const chain = chainOf(details);
  return chain.reduceRight<SparkError | undefined>((cause, detail, depth) => {
    // The connection's error closes the chain, so that nothing that was received is lost.
    const context: ErrorContext = { grpcStatus: GRPC_STATUS[error.code], cause: cause ?? error };
    return fromDetail(detail, depth === 0 ? summary : undefined, context);
  }, undefined);
}

/** For a server that no longer has the details. */
export function errorFromSummary(summary: ErrorSummary, error: ConnectError): SparkError {
  return sparkError(`${error.rawMessage} (The server keeps no more details; this message may be cut.)`, {
    ...summary,
    grpcStatus: GRPC_STATUS[error.code],
    cause: error,
  });
}

/** The error and its causes, outermost first. An index that repeats or is missing ends the chain. */
function chainOf(details: FetchErrorDetailsResponse): readonly FetchErrorDetailsResponse_Error[] {
  const chain: FetchErrorDetailsResponse_Error[] = [];
  let index = details.rootErrorIdx;
  while (index !== undefined) {
    const error: FetchErrorDetailsResponse_Error | undefined = details.errors[index];
    if (error === undefined || chain.includes(error)) {
      break;
    }
    chain.push(error);
    index = error.causeIdx;
  }
  return chain;
}

function fromDetail(
  detail: FetchErrorDetailsResponse_Error,
  summary: ErrorSummary | undefined,
  context: ErrorContext,
): SparkError {
  const throwable = detail.sparkThrowable;
  return sparkError(detail.message.trim(), {
    ...context,
    errorClass: throwable?.errorClass ?? summary?.errorClass,
    sqlState: throwable?.sqlState ?? summary?.sqlState,
    messageParameters: throwable?.messageParameters,
    queryContexts: throwable?.queryContexts.map(queryContext),
    javaClasses: detail.errorTypeHierarchy,
    serverStackTrace: stackTrace(detail),
  });
}

function queryContext(context: FetchErrorDetailsResponse_QueryContext): QueryContext {
  const { objectType, objectName, startIndex, stopIndex, fragment, callSite, summary } = context;
  const kind = context.contextType === ContextType.SQL ? "sql" : "dataFrame";
  return { kind, objectType, objectName, startIndex, stopIndex, fragment, callSite, summary };
}

function stackTrace({ stackTrace }: FetchErrorDetailsResponse_Error): string | undefined {
  if (stackTrace.length === 0) {
    return undefined;
  }
  return stackTrace
    .map((at) => `\tat ${at.declaringClass}.${at.methodName}(${at.fileName ?? "Unknown Source"}:${at.lineNumber})`)
    .join("\n");
}

function parseNames(json: string | undefined): readonly string[] {
  if (json === undefined) {
    return [];
  }
  try {
    const names: unknown = JSON.parse(json);
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return []; // cut to fit the header
  }
}
