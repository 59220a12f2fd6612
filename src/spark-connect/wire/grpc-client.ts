import { create } from "@bufbuild/protobuf";
import { assembleBatches } from "../arrow/assemble-batches.ts";
import {
  type AnalyzePlanRequest,
  AnalyzePlanRequestSchema,
  type AnalyzePlanResponse,
  type ConfigRequest_Operation,
  type ExecutePlanResponse,
  type KeyValue,
  type Plan,
  PlanSchema,
} from "../gen/spark/connect/base_pb.js";
import { Calls } from "./calls.ts";
import type { ClientOptions } from "./client-options.ts";
import { ConnectionError } from "./connection-error.ts";
import type { ConnectionString } from "./connection-string.ts";
import { Execution } from "./execution.ts";
import { interrupt } from "./interrupt.ts";
import { LargePlans } from "./large-plan/large-plans.ts";
import type { CallOptions, ExecuteOptions, InterruptTarget, SparkConnectClient } from "./spark-connect-client.ts";
import { type Channel, openChannel } from "./transport.ts";
import { mayWrite } from "./write-plan.ts";

const RELEASE_UNKNOWN_MS = 5_000;

/** Spark Connect over gRPC: one session, one HTTP/2 connection, opened by the first call. */
export class GrpcSparkConnectClient implements SparkConnectClient {
  readonly sessionId: string;
  readonly #connection: ConnectionString;
  readonly #options: ClientOptions;
  readonly #channel: Channel;
  readonly #calls: Calls;
  readonly #largePlans: LargePlans;
  readonly #releasesSession: boolean;
  readonly #running = new Set<Execution>();
  #closing: Promise<void> | undefined;

  constructor(connection: ConnectionString, options: ClientOptions = {}, sessionId?: string) {
    this.#connection = connection;
    this.#options = options;
    this.#channel = openChannel(connection, options);
    this.#calls = new Calls(this.#channel.transport, connection, options, sessionId);
    this.#largePlans = new LargePlans(this.#calls);
    this.#releasesSession = options.releaseSession ?? true;
    this.sessionId = this.#calls.session.sessionId;
  }

  async *execute(plan: Plan, options: ExecuteOptions = {}): AsyncGenerator<ExecutePlanResponse, void, undefined> {
    this.#assertOpen();
    const prepared = await this.#largePlans.prepare(PlanSchema, plan, options.signal);
    const execution = new Execution(this.#calls, prepared, { ...options, mayWrite: mayWrite(plan) });
    this.#running.add(execution);
    try {
      yield* assembleBatches(execution.responses());
    } finally {
      this.#running.delete(execution);
    }
  }

  async analyze(
    analyze: AnalyzePlanRequest["analyze"],
    { signal }: CallOptions = {},
  ): Promise<AnalyzePlanResponse["result"]> {
    this.#assertOpen();
    const request = create(AnalyzePlanRequestSchema, { analyze });
    const prepared = await this.#largePlans.prepare(AnalyzePlanRequestSchema, request, signal);
    const response = await this.#calls.call(
      "analyzeMs",
      (service, options) =>
        service.analyzePlan({ ...this.#calls.session.requestHead(), analyze: prepared.analyze }, options),
      { signal },
    );
    return response.result;
  }

  async config(opType: ConfigRequest_Operation["opType"], { signal }: CallOptions = {}): Promise<readonly KeyValue[]> {
    this.#assertOpen();
    const response = await this.#calls.call(
      "configMs",
      (service, options) => service.config({ ...this.#calls.session.requestHead(), operation: { opType } }, options),
      { signal },
    );
    return response.pairs;
  }

  async interrupt(what: InterruptTarget): Promise<readonly string[]> {
    this.#assertOpen();
    const targets = [...this.#running].filter((execution) => execution.isSelectedBy(what));
    await Promise.all(targets.map((execution) => execution.untilInterruptible()));
    return interrupt(this.#calls, what);
  }

  async clone(newSessionId: string, { signal }: CallOptions = {}): Promise<GrpcSparkConnectClient> {
    this.#assertOpen();
    const response = await this.#calls.call(
      "configMs",
      (service, options) => service.cloneSession({ ...this.#calls.session.requestHead(), newSessionId }, options),
      { signal },
    );
    const clone = new GrpcSparkConnectClient(this.#connection, this.#options, response.newSessionId);
    clone.#calls.session.verify({
      sessionId: newSessionId,
      serverSideSessionId: response.newServerSideSessionId,
    });
    return clone;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#calls.settled();
      if (this.#releasesSession && this.#calls.session.mayBeOnServer) await this.#release();
    } catch {
      // The server releases idle sessions by itself; the caller is done either way.
    } finally {
      this.#channel.close();
    }
  }

  async #release(): Promise<void> {
    const { isKnownToServer } = this.#calls.session;
    const { sessionId, userContext, clientType } = this.#calls.session.requestHead();
    await this.#calls.call(
      "controlMs",
      (service, options) => service.releaseSession({ sessionId, userContext, clientType }, options),
      // A server that has not answered yet may not be there: it is not waited for.
      { maxRetries: 0, signal: isKnownToServer ? undefined : AbortSignal.timeout(RELEASE_UNKNOWN_MS) },
    );
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) {
      throw new ConnectionError(
        "CLIENT_CLOSED",
        `Session ${this.sessionId} was closed by this program. Start a new session.`,
      );
    }
  }
}
