import { analyze } from "./action/analysis.ts";
import { commandPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { DataFrame } from "./data-frame.ts";
import { DataFrameReader } from "./data-frame-reader.ts";
import type { LiteralValue } from "./expression/literal.ts";
import { arrowRelation, type InputRow, localRelation } from "./relation/local-relation.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { sqlOf } from "./relation/sql.ts";
import { SessionConfig } from "./session-config.ts";
import type { SessionContext } from "./session-context.ts";
import type { StructType } from "./types/data-type.ts";
import type { ClientOptions } from "./wire/client-options.ts";
import { connect } from "./wire/connect.ts";
import type { CallOptions, ExecuteOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

/** A session on a Spark Connect server. Frames of different sessions cannot be combined. */
export class SparkSession implements AsyncDisposable {
  /** Runtime configuration. */
  readonly conf: SessionConfig;
  readonly #context: SessionContext;

  /**
   * A new session, or with `session_id` in the connection string an existing one. Connects with the first call.
   *
   * @param remote `sc://host:port/;key=value`, as for PySpark; by default the value of SPARK_REMOTE
   */
  static connect(remote?: string, options?: ClientOptions): SparkSession {
    return new SparkSession(connect(remote, options));
  }

  constructor(client: SparkConnectClient) {
    let planIds = 0n;
    this.#context = { client, nextPlanId: () => planIds++ };
    this.conf = new SessionConfig(client);
  }

  get sessionId(): string {
    return this.#client.sessionId;
  }

  get read(): DataFrameReader {
    return new DataFrameReader(this.#context);
  }

  /** Of the server. */
  async version(options?: CallOptions): Promise<string> {
    return (await analyze(this.#client, { case: "sparkVersion", value: {} }, options)).version;
  }

  /**
   * Runs a command at once; of a query, analyses it and leaves the rows to an action.
   *
   * @param args values for `?` by position, or for `:name` by name
   */
  async sql(
    query: string,
    args: readonly LiteralValue[] | Readonly<Record<string, LiteralValue>> = [],
    options?: ExecuteOptions,
  ): Promise<DataFrame> {
    const input = newRelation(this.#context, sqlOf(query, args));
    const plan = commandPlan({ case: "sqlCommand", value: { input } });
    const execution = new PlanExecution(this.#client, plan, options);
    await execution.finish();
    return new DataFrame(this.#context, newRelation(this.#context, execution.sqlResult.relType));
  }

  table(name: string): DataFrame {
    return this.read.table(name);
  }

  /** Integers from `start` (included) to `end` (not included), as the BIGINT column `id`. */
  range(start: number | bigint, end: number | bigint, step: number | bigint = 1, numPartitions?: number): DataFrame {
    const value = { start: BigInt(start), end: BigInt(end), step: BigInt(step) };
    return this.#frame({ case: "range", value: { ...value, ...(numPartitions !== undefined && { numPartitions }) } });
  }

  /**
   * A frame of local rows, given as arrays in the order of the schema or as objects by column name (a missing one is NULL).
   *
   * @param schema DDL, such as `id BIGINT NOT NULL, name STRING`, or a type
   * @throws TypeError or RangeError if a value is not of its column's type
   */
  createDataFrame(rows: readonly InputRow[], schema: string | StructType): DataFrame {
    return this.#frame(localRelation(rows, schema));
  }

  /**
   * A frame of local data in Arrow's IPC stream format, which is sent as it is: not to be changed any more.
   *
   * @param schema renames the columns and casts them; by default those of the data
   * @throws TypeError if the bytes are not such a stream
   */
  createDataFrameFromArrow(stream: Uint8Array, schema?: string | StructType): DataFrame {
    return this.#frame(arrowRelation(stream, schema));
  }

  emptyDataFrame(schema: string | StructType): DataFrame {
    return this.createDataFrame([], schema);
  }

  /** Returns the ids of the operations that were stopped. */
  async interruptAll(): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "all" });
  }

  /** Stops the operations that were started with this tag. */
  async interruptTag(tag: string): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "tag", tag });
  }

  async interruptOperation(operationId: string): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "operation", operationId });
  }

  /** Ends the session on the server, with its temporary views and running operations. */
  async close(): Promise<void> {
    await this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #client(): SparkConnectClient {
    return this.#context.client;
  }

  #frame(relType: RelationType): DataFrame {
    return new DataFrame(this.#context, newRelation(this.#context, relType));
  }
}
