import type {
  AnalyzePlanRequest,
  AnalyzePlanResponse,
  ConfigRequest_Operation,
  ExecutePlanResponse,
  KeyValue,
  Plan,
} from "../gen/spark/connect/base_pb.js";

/** What a session needs of the connection. Implemented by GrpcSparkConnectClient; faked in plan tests. */
export interface SparkConnectClient {
  readonly sessionId: string;

  /**
   * Runs a plan. Yields every response of the server in order, exactly once, and ends only after ResultComplete.
   * Leaving the loop early, or an aborted signal, interrupts the operation on the server and releases it.
   */
  execute(plan: Plan, options?: ExecuteOptions): AsyncGenerator<ExecutePlanResponse, void, undefined>;

  analyze(analyze: AnalyzePlanRequest["analyze"], options?: CallOptions): Promise<AnalyzePlanResponse["result"]>;

  config(operation: ConfigRequest_Operation["opType"], options?: CallOptions): Promise<readonly KeyValue[]>;

  /** Returns the ids of the operations that the server interrupted. */
  interrupt(what: InterruptTarget): Promise<readonly string[]>;

  /** A session of its own that begins as a copy of this one, over a connection of its own. */
  clone(newSessionId: string, options?: CallOptions): Promise<SparkConnectClient>;

  /** Releases the session on the server, then closes the channel. Idempotent. */
  close(): Promise<void>;
}

/** Options of every call to the server. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Options of an action. */
export interface ExecuteOptions extends CallOptions {
  /** A UUID. @default a random one */
  readonly operationId?: string;
  /** Names by which `interrupt` finds the operation. */
  readonly tags?: readonly string[];
  /** Called as the server reports, and once more, with `done`, when the action has ended in whatever way. */
  readonly onProgress?: (progress: ExecutionProgress) => void;
}

/** Which operations are to be stopped. */
export type InterruptTarget =
  | { readonly kind: "all" }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "operation"; readonly operationId: string };

/** How far an action is, as the server reports it. */
export interface ExecutionProgress {
  readonly operationId: string;
  readonly stages: readonly StageProgress[];
  /** Tasks running now, over all stages. */
  readonly inflightTasks: number;
  /** Whether this is the last report: the action has ended, be it with an error. */
  readonly done: boolean;
}

/** How far a stage of an action is. */
export interface StageProgress {
  readonly stageId: bigint;
  readonly tasks: number;
  readonly completedTasks: number;
  readonly inputBytesRead: bigint;
  readonly done: boolean;
}
