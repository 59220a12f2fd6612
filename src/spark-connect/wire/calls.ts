import {
  type Client,
  ConnectError,
  createClient,
  type CallOptions as RpcOptions,
  type Transport,
} from "@connectrpc/connect";
import { SparkConnectService } from "../gen/spark/connect/base_pb.js";
import { callError } from "./call-error.ts";
import type { CallRetry } from "./call-retry.ts";
import {
  type ClientOptions,
  DEFAULT_DEADLINES,
  DEFAULT_REACH_WITHIN_MS,
  DEFAULT_RECONNECT_WITHIN_MS,
  type Deadlines,
} from "./client-options.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ConnectionString } from "./connection-string.ts";
import { errorFromDetails, errorFromSummary, errorSummary } from "./error-details.ts";
import { isSessionLoss } from "./lost-handle.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.ts";
import { Retrying } from "./retrying.ts";
import { SessionIdentity } from "./session-identity.ts";

export type Service = Client<typeof SparkConnectService>;

/** Every answer says which session of which server process gave it. */
interface Answer {
  readonly sessionId: string;
  readonly serverSideSessionId: string;
}

type Attempt<Response> = (service: Service, options: RpcOptions) => Promise<Response>;

/** Calls of the service with deadlines, retries, the check of the session, and errors that say what happened. */
export class Calls {
  readonly session: SessionIdentity;
  readonly service: Service;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  readonly #authority: string;
  readonly #deadlines: Deadlines;
  readonly #reachWithinMs: number;
  readonly #reconnectWithinMs: number;
  readonly #onRetry: ((retry: CallRetry) => void) | undefined;
  readonly #background = new Set<Promise<void>>();

  constructor(transport: Transport, connection: ConnectionString, options: ClientOptions, sessionId?: string) {
    this.session = new SessionIdentity(connection, sessionId);
    this.service = createClient(SparkConnectService, transport);
    this.clock = options.clock ?? systemClock;
    this.policy = { ...DEFAULT_RETRY_POLICY, ...options.retry };
    this.#authority = connection.authority;
    this.#deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
    this.#reachWithinMs = options.reachWithinMs ?? DEFAULT_REACH_WITHIN_MS;
    this.#reconnectWithinMs = options.reconnectWithinMs ?? DEFAULT_RECONNECT_WITHIN_MS;
    this.#onRetry = options.onRetry;
  }

  /** @throws SparkConnectError, or the signal's reason when it is aborted. */
  async call<Response extends Answer>(
    kind: keyof Deadlines,
    attempt: Attempt<Response>,
    { signal, maxRetries = this.policy.maxRetries }: { signal?: AbortSignal | undefined; maxRetries?: number } = {},
  ): Promise<Response> {
    const retrying = this.retrying(maxRetries);
    const options = { timeoutMs: this.#deadlines[kind], ...(signal && { signal }) };
    for (;;) {
      signal?.throwIfAborted();
      try {
        const response = await attempt(this.service, options);
        this.session.verify(response);
        return response;
      } catch (error) {
        await this.waitAfter(error, retrying, signal);
      }
    }
  }

  retrying(maxRetries: number = this.policy.maxRetries): Retrying {
    return new Retrying({
      policy: { ...this.policy, maxRetries: Math.min(maxRetries, this.policy.maxRetries) },
      reachWithinMs: this.#reachWithinMs,
      reconnectWithinMs: this.#reconnectWithinMs,
      clock: this.clock,
      authority: this.#authority,
      isReached: () => this.session.isKnownToServer,
      onRetry: this.#onRetry,
    });
  }

  /** Returns when the failed call may be tried again; otherwise throws what the caller of the client should see. */
  async waitAfter(error: unknown, retrying: Retrying, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    try {
      if (!(error instanceof ConnectError)) {
        throw error;
      }
      await retrying.waitAfter(error, signal);
    } catch (final) {
      throw await this.explain(final);
    }
  }

  /** Lets the task run on; its failure is dropped. */
  inBackground(task: Promise<unknown>): void {
    const running = task.then(
      () => {},
      () => {},
    );
    this.#background.add(running);
    running.finally(() => this.#background.delete(running));
  }

  /** Waits for what runs in the background. */
  async settled(): Promise<void> {
    await Promise.all(this.#background);
  }

  /** The error with everything that the server knows about it. */
  async explain(error: unknown): Promise<unknown> {
    if (!(error instanceof ConnectError)) {
      return error;
    }
    const summary = errorSummary(error);
    if (isSessionLoss(error)) {
      return this.session.changed(error);
    }
    if (summary === undefined) {
      return callError(error, this.#authority);
    }
    const details = summary.errorId === undefined ? undefined : await this.#fetchDetails(summary.errorId);
    return (details && errorFromDetails(details, summary, error)) ?? errorFromSummary(summary, error);
  }

  async #fetchDetails(errorId: string) {
    const options = { timeoutMs: this.#deadlines.controlMs };
    const request = { ...this.session.requestHead(), errorId };
    try {
      return await this.service.fetchErrorDetails(request, options);
    } catch {
      return undefined; // the error in hand matters more than this one
    }
  }
}
