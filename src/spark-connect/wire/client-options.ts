import type { CallRetry } from "./call-retry.ts";
import type { Clock } from "./clock.ts";
import type { ConnectionEnvironment } from "./connection-string.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** Times are in milliseconds. */
export interface ClientOptions {
  /** Completes the connection string. @default process.env */
  readonly environment?: ConnectionEnvironment;
  /** Certificates to trust instead of the system's, in PEM. */
  readonly certificateAuthorities?: string | readonly string[];
  /** Largest message in either direction. @default 134217728 (128 MiB) */
  readonly maxMessageBytes?: number;
  /** Silence after which the connection is probed. @default 60000 */
  readonly keepaliveIntervalMs?: number;
  /** Time for the answer to a probe. @default 20000 */
  readonly keepaliveTimeoutMs?: number;
  /** Time for one attempt to connect. @default 10000 */
  readonly connectTimeoutMs?: number;
  /** Time in which a server that has never answered must be reached. @default 15000 */
  readonly reachWithinMs?: number;
  /** Time in which a server that was lost must be reached again, or the work is given up. @default 30000 */
  readonly reconnectWithinMs?: number;
  /** Time for one attempt of a call, by kind. Executions have none: keepalive finds dead connections. */
  readonly deadlines?: Partial<Deadlines>;
  readonly retry?: Partial<RetryPolicy>;
  /** Is told of each call that is tried again, before the wait. Must not throw. */
  readonly onRetry?: (retry: CallRetry) => void;
  /**
   * Whether `close` ends the session on the server, with its views, settings and operations; also a session that `session_id`
   * joined. If not, the server keeps it until it has been idle for long.
   *
   * @default true
   */
  readonly releaseSession?: boolean;
  /** Time and chance, for tests. */
  readonly clock?: Clock;
}

/** How long one attempt of a call may take, in milliseconds. */
export interface Deadlines {
  /** Analysis may list many files. @default 600000 */
  readonly analyzeMs: number;
  /** @default 60000 */
  readonly configMs: number;
  /** 64 MiB of local data at a time. @default 600000 */
  readonly uploadMs: number;
  /** Interrupts, releases and error details. @default 30000 */
  readonly controlMs: number;
}

export const DEFAULT_REACH_WITHIN_MS = 15_000;
export const DEFAULT_RECONNECT_WITHIN_MS = 30_000;

export const DEFAULT_DEADLINES: Deadlines = {
  analyzeMs: 600_000,
  configMs: 60_000,
  uploadMs: 600_000,
  controlMs: 30_000,
};
