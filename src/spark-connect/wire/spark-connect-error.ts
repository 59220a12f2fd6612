/** A status of gRPC, by its standard name. */
export type GrpcStatus =
  | "CANCELLED"
  | "UNKNOWN"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "OUT_OF_RANGE"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "DATA_LOSS"
  | "UNAUTHENTICATED";

export interface ErrorContext {
  readonly grpcStatus?: GrpcStatus | undefined;
  readonly cause?: unknown;
}

/** Base of all errors of this client: a SparkError came from Spark, a ConnectionError from the way there. */
export class SparkConnectError extends Error {
  override readonly name: string;
  /** Stands first in the message, in brackets. */
  readonly code: string;
  /** The status of the failed call, where there was one. */
  readonly grpcStatus: GrpcStatus | undefined;

  constructor(code: string, message: string, { grpcStatus, cause }: ErrorContext = {}) {
    // Spark's own messages begin with their error class already, sometimes with a subclass: [CLASS.SUBCLASS].
    super(message.startsWith(`[${code}`) ? message : `[${code}] ${message}`, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.code = code;
    this.grpcStatus = grpcStatus;
  }

  /** The same may succeed in a new session, without anything being mended. Of what Spark itself says, that is not known: false. */
  get transient(): boolean {
    return false;
  }
}
