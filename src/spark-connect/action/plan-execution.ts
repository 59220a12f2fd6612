import { decodeBatch } from "../arrow/decode.ts";
import type { ExecutePlanResponse, ExecutePlanResponse_ArrowBatch, Plan } from "../gen/spark/connect/base_pb.js";
import type { CachedRemoteRelation, Relation } from "../gen/spark/connect/relations_pb.js";
import type { Row } from "../row.ts";
import type { SessionContext } from "../session-context.ts";
import type { StructType } from "../types/data-type.ts";
import { dataTypeFromProto } from "../types/from-proto.ts";
import { ConnectionError } from "../wire/connection-error.ts";
import { type ResultBatch, ResultError } from "../wire/result-error.ts";
import type { ExecuteOptions } from "../wire/spark-connect-client.ts";
import { type ExecutionResult, metricsOf, type OperatorMetrics, observedOf } from "./execution-result.ts";
import { flattenMessage } from "./flatten-message.ts";

/** One run of a plan on the server. Its properties are complete once the batches have been read to the end. */
export class PlanExecution {
  readonly #session: SessionContext;
  readonly #responses: AsyncIterable<ExecutePlanResponse>;
  readonly #observed = new Map<string, Row>();
  #operationId = "";
  #batchCount = 0;
  #rowCount = 0;
  #metrics: readonly OperatorMetrics[] = [];
  #schema: StructType | undefined;
  #sqlResult: Relation | undefined;
  #checkpoint: CachedRemoteRelation | undefined;

  constructor(session: SessionContext, plan: Plan, options: ExecuteOptions = {}) {
    const tags = [...new Set([...session.tags, ...(options.tags ?? [])])];
    this.#session = session;
    this.#responses = session.client.execute(flattenMessage(plan), tags.length === 0 ? options : { ...options, tags });
  }

  /** The columns of the rows; known before the first batch. */
  get schema(): StructType {
    if (this.#schema === undefined) {
      throw new ConnectionError("PROTOCOL_ERROR", `The server sent no schema for the rows of ${this.#operationId}`);
    }
    return this.#schema;
  }

  /** The relation that stands for the result of an SQL command. */
  get sqlResult(): Relation {
    if (this.#sqlResult === undefined) {
      throw new ConnectionError("PROTOCOL_ERROR", `The server sent no result of the SQL command ${this.#operationId}`);
    }
    return this.#sqlResult;
  }

  /** What stands for the rows that a checkpoint command kept on the server. */
  get checkpoint(): CachedRemoteRelation {
    if (this.#checkpoint === undefined) {
      throw new ConnectionError("PROTOCOL_ERROR", `The server sent no result of the checkpoint ${this.#operationId}`);
    }
    return this.#checkpoint;
  }

  get result(): ExecutionResult {
    return { operationId: this.#operationId, observed: this.#observed, metrics: this.#metrics };
  }

  /** The rows of the result, batch by batch, as the server sends them. Leaving the loop early stops the server's work. */
  async *batches(): AsyncGenerator<readonly (readonly unknown[])[], void, undefined> {
    for await (const response of this.#responses) {
      this.#take(response);
      if (response.responseType.case === "arrowBatch") yield this.#decode(response.responseType.value);
    }
  }

  /** The batches of the result as Arrow IPC streams of their own, as the server sends them. */
  async *arrowStreams(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const response of this.#responses) {
      this.#take(response);
      if (response.responseType.case === "arrowBatch") yield response.responseType.value.data;
    }
  }

  /** Runs the plan to its end, for what it does rather than for its rows. */
  async finish(): Promise<ExecutionResult> {
    for await (const response of this.#responses) this.#take(response);
    return this.result;
  }

  #take(response: ExecutePlanResponse): void {
    this.#operationId = response.operationId;
    if (response.schema !== undefined) this.#schema = structType(response);
    const { responseType } = response;
    if (responseType.case === "sqlCommandResult") this.#sqlResult = responseType.value.relation;
    if (responseType.case === "checkpointCommandResult") this.#checkpoint = responseType.value.relation;
    if (response.metrics !== undefined) this.#metrics = metricsOf(response);
    for (const [name, row] of observedOf(response)) {
      this.#observed.set(name, row);
      this.#session.observations.get(name)?.complete(row);
      this.#session.observations.delete(name);
    }
  }

  #decode({ data, rowCount }: ExecutePlanResponse_ArrowBatch): readonly (readonly unknown[])[] {
    const place = { operationId: this.#operationId, batch: this.#batchCount, firstRow: this.#rowCount };
    this.#batchCount += 1;
    this.#rowCount += Number(rowCount);
    if (rowCount === 0n) return [];
    // Without columns Arrow has nothing to hold the rows, so only the server's count tells of them.
    if (this.schema.fields.length === 0) return Array.from({ length: Number(rowCount) }, () => []);
    const rows = decoded(data, this.schema, place);
    if (BigInt(rows.length) === rowCount) return rows;
    throw new ResultError(
      place,
      `it holds ${rows.length} rows, but the server counted ${rowCount}. Run the query again.`,
    );
  }
}

function decoded(data: Uint8Array, schema: StructType, place: ResultBatch): readonly (readonly unknown[])[] {
  try {
    return decodeBatch(data, schema);
  } catch (error) {
    throw new ResultError(place, error instanceof Error ? error.message : String(error), error);
  }
}

function structType(response: ExecutePlanResponse): StructType {
  const type = dataTypeFromProto(response.schema);
  if (type.kind !== "struct") throw new TypeError(`The server sent rows of type ${type.kind} instead of struct`);
  return type;
}
