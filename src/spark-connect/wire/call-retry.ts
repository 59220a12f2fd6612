/** A call that failed and is tried again. */
export interface CallRetry {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** The wait before the next one, in milliseconds. */
  readonly delayMs: number;
  /** The status of gRPC: `Unavailable`. */
  readonly code: string;
  /** What the server, or the connection to it, said. */
  readonly message: string;
}
