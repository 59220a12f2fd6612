import { randomUUID } from "node:crypto";
import { ConnectError } from "@connectrpc/connect";
import type { ExecutePlanResponse, Plan } from "../gen/spark/connect/base_pb.js";
import type { Calls } from "./calls.ts";
import { checkTag } from "./check-tag.ts";
import { ConnectionError } from "./connection-error.ts";
import { deferred } from "./deferred.ts";
import { FEW_RETRIES, interrupt } from "./interrupt.ts";
import { isAlreadyStarted, isOperationLoss, isSessionLoss, neverSent } from "./lost-handle.ts";
import { progressOf, showsJob } from "./progress-report.ts";
import { ResponseRelease } from "./response-release.ts";
import type { Retrying } from "./retrying.ts";
import type { ExecuteOptions, ExecutionProgress, InterruptTarget } from "./spark-connect-client.ts";
import { isFromServer, judge } from "./transient.ts";

/** A stream that ends sooner than this without a response is not asked for again at once. */
const SHORT_STREAM_MS = 50;
/** How long leaving an operation early may take. */
const STOP_WITHIN_MS = 10_000;
const STOP_ATTEMPTS = 5;
const STOP_INTERVAL_MS = 100;
/** How long an operation that has just begun may take to submit its first job before it is stopped regardless. */
const SUBMIT_WITHIN_MS = 5_000;

export interface PlanOptions extends ExecuteOptions {
  /** Whether running the plan twice could change data twice. */
  readonly mayWrite: boolean;
}

type Request = "execute" | "reattach";

/**
 * One run of a plan. The operation lives on the server, apart from the streams that carry its responses: when a stream
 * breaks, or the server ends it, the next one goes on after the last response that was received.
 */
export class Execution {
  readonly operationId: string;
  readonly #calls: Calls;
  readonly #plan: Plan;
  readonly #options: PlanOptions;
  readonly #release: ResponseRelease;
  #lastResponseId: string | undefined;
  /** Whether a request to execute may have reached the server. */
  #maybeStarted = false;
  #hasAnswered = false;
  #startedAt = Number.NEGATIVE_INFINITY;
  readonly #submitted = deferred();
  #hasSubmitted = false;
  /** Whether the server has reported the operation's end, be it with an error. */
  #hasEnded = false;

  constructor(calls: Calls, plan: Plan, options: PlanOptions) {
    for (const tag of options.tags ?? []) checkTag(tag);
    this.operationId = options.operationId ?? randomUUID();
    this.#calls = calls;
    this.#plan = plan;
    this.#options = options;
    this.#release = new ResponseRelease(calls, this.operationId);
  }

  /** All responses in order, each once, up to and with ResultComplete. Leaving early stops the operation. */
  async *responses(): AsyncGenerator<ExecutePlanResponse, void, undefined> {
    this.#options.signal?.throwIfAborted();
    let progress: ExecutionProgress = { operationId: this.operationId, stages: [], inflightTasks: 0, done: false };
    try {
      for await (const response of this.#streams()) {
        const { responseType, responseId } = response;
        if (responseType.case === "executionProgress") {
          progress = progressOf(this.operationId, responseType.value);
          this.#options.onProgress?.(progress);
        }
        yield response;
        if (!this.#hasEnded) {
          this.#release.until(responseId);
        }
      }
    } finally {
      this.#submitted.resolve();
      if (this.#hasEnded) {
        this.#release.all();
      } else if (this.#maybeStarted) {
        await this.#stop();
      }
      this.#options.onProgress?.({ ...progress, inflightTasks: 0, done: true });
    }
  }

  isSelectedBy(target: InterruptTarget): boolean {
    switch (target.kind) {
      case "all":
        return true;
      case "tag":
        return this.#options.tags?.includes(target.tag) ?? false;
      case "operation":
        return this.operationId === target.operationId;
    }
  }

  /**
   * Waits, some seconds at most, until an operation that has just begun has submitted a job, as its reader sees. Spark 4.1
   * misses jobs that are submitted while their operation is being interrupted: nobody can cancel them any more, and they hold
   * the cluster's cores until they are done.
   */
  async untilInterruptible(): Promise<void> {
    const left = new AbortController();
    const isWaitOver = this.#calls.clock.sleep(this.#timeToSubmit(), left.signal).catch(() => {});
    await Promise.race([this.#submitted.promise, isWaitOver]);
    left.abort();
  }

  #timeToSubmit(): number {
    return Math.max(0, Math.ceil(this.#startedAt + SUBMIT_WITHIN_MS - this.#calls.clock.now()));
  }

  /** One stream after the other until the result is complete. */
  async *#streams(): AsyncGenerator<ExecutePlanResponse, void, undefined> {
    const retrying = this.#calls.retrying();
    let request: Request = "execute";
    while (!this.#hasEnded) {
      const startedAt = this.#calls.clock.now();
      let isEmpty = true;
      try {
        for await (const response of this.#open(request, this.#options.signal)) {
          isEmpty = false;
          retrying.reset();
          yield response;
          if (this.#hasEnded) {
            return;
          }
        }
        request = "reattach";
        if (isEmpty && this.#calls.clock.now() - startedAt < SHORT_STREAM_MS) {
          await this.#calls.clock.sleep(SHORT_STREAM_MS, this.#options.signal);
        }
      } catch (error) {
        request = await this.#recover(error, request, retrying);
      }
    }
  }

  async *#open(request: Request, signal?: AbortSignal): AsyncGenerator<ExecutePlanResponse, void, undefined> {
    const { service, session, clock } = this.#calls;
    const left = new AbortController();
    const options = { signal: AbortSignal.any([left.signal, ...(signal === undefined ? [] : [signal])]) };
    const head = { ...session.requestHead(), operationId: this.operationId };
    if (request === "execute") {
      this.#startedAt = clock.now();
      this.#maybeStarted = true;
    }
    try {
      const stream =
        request === "execute"
          ? service.executePlan(
              {
                ...head,
                plan: this.#plan,
                tags: [...(this.#options.tags ?? [])],
                requestOptions: [...REQUEST_OPTIONS],
              },
              options,
            )
          : service.reattachExecute(
              { ...head, ...(this.#lastResponseId !== undefined && { lastResponseId: this.#lastResponseId }) },
              options,
            );
      for await (const response of stream) {
        session.verify(response);
        this.#hasAnswered = true;
        if (showsJob(response)) {
          this.#hasSubmitted = true;
          this.#submitted.resolve();
        }
        this.#hasEnded = response.responseType.case === "resultComplete";
        // Without an id, a response has no place in the sequence to go on from.
        if (response.responseId !== "") {
          this.#lastResponseId = response.responseId;
        }
        yield response;
      }
    } finally {
      left.abort(); // the transport keeps a stream open when its reader leaves
    }
  }

  /**
   * Waits, and returns the request that goes on after one that failed.
   * @throws what the caller should see, when nothing can go on.
   */
  async #recover(error: unknown, failed: Request, retrying: Retrying): Promise<Request> {
    this.#options.signal?.throwIfAborted();
    if (!(error instanceof ConnectError)) {
      throw error;
    }
    if (failed === "reattach" && isOperationLoss(error)) {
      return this.#executeAgain(error);
    }
    if (failed === "execute" && isAlreadyStarted(error) && retrying.hasRetried) {
      return "reattach";
    }
    this.#hasEnded = isFromServer(error) && !judge(error).transient;
    if (failed === "execute" && neverSent(error)) {
      this.#maybeStarted = false;
    }
    await this.#calls.waitAfter(error, retrying, this.#options.signal);
    return this.#maybeStarted ? "reattach" : "execute";
  }

  /** The server knows no such operation: the request to execute was lost on its way, or the operation is. */
  #executeAgain(error: ConnectError): Request {
    const isSessionLost = isSessionLoss(error) && this.#calls.session.isKnownToServer;
    if (!this.#hasAnswered && !isSessionLost && !this.#options.mayWrite) {
      return "execute";
    }
    this.#hasEnded = true;
    if (isSessionLost && !this.#options.mayWrite) {
      throw this.#calls.session.changed(error);
    }
    throw new ConnectionError(
      "OPERATION_LOST",
      `The connection broke, and the server no longer knows operation ${this.operationId}. ` +
        (this.#options.mayWrite
          ? "It may have run, in part or whole: it is not sent again. Check what it writes before you run it again."
          : "Part of its result was received, the rest is lost. Run the query again."),
      { cause: error },
    );
  }

  /** As {@link untilInterruptible}, when there is no reader any more. */
  async #letSubmit(): Promise<void> {
    const signal = AbortSignal.timeout(this.#timeToSubmit());
    try {
      while (!this.#hasSubmitted && !this.#hasEnded && !signal.aborted) {
        for await (const _ of this.#open("reattach", signal)) {
          if (this.#hasSubmitted) {
            return;
          }
        }
        await this.#calls.clock.sleep(SHORT_STREAM_MS, signal);
      }
    } catch {
      // Stopped regardless.
    }
  }

  /** Interrupts and releases the operation. Errors are dropped: the server ends abandoned operations by itself. */
  async #stop(): Promise<void> {
    await this.#letSubmit();
    const signal = AbortSignal.timeout(STOP_WITHIN_MS);
    // The request to execute may reach the server after an interrupt that was sent later.
    for (let attempt = 0; attempt < STOP_ATTEMPTS; attempt++) {
      try {
        const interrupted = await interrupt(
          this.#calls,
          { kind: "operation", operationId: this.operationId },
          { signal, maxRetries: FEW_RETRIES },
        );
        const isKnown = await this.#release.allNow(signal);
        if (this.#hasAnswered || isKnown || interrupted.length > 0) {
          return;
        }
        await this.#calls.clock.sleep(STOP_INTERVAL_MS, signal);
      } catch {
        return;
      }
    }
  }
}

const REQUEST_OPTIONS = [
  { requestOption: { case: "reattachOptions", value: { reattachable: true } } },
  // Servers before 4.1 do not know this option, and ignore it.
  { requestOption: { case: "resultChunkingOptions", value: { allowArrowBatchChunking: true } } },
] as const;
