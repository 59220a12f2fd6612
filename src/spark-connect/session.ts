import { randomUUID } from "node:crypto";
import { analyze } from "./action/analysis.ts";
import { type CommandType, commandPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { Catalog } from "./catalog.ts";
import type { Column } from "./column.ts";
import { DataFrame } from "./data-frame.ts";
import { DataFrameReader } from "./data-frame-reader.ts";
import { type OptionValue, withOptions } from "./option-value.ts";
import { byName, inferableRow, inferSchema } from "./relation/infer-schema.ts";
import { arrowRelation, type InputRow, localRelation } from "./relation/local-relation.ts";
import { newRelation, type RelationType, withReferences } from "./relation/new-relation.ts";
import { rangeOf } from "./relation/range.ts";
import { type SqlArguments, sqlOf, withNames } from "./relation/sql.ts";
import { SessionConfig } from "./session-config.ts";
import type { SessionContext } from "./session-context.ts";
import { SessionTags } from "./session-tags.ts";
import { TableValuedFunctions } from "./table-valued-functions.ts";
import type { DataType, StructType } from "./types/data-type.ts";
import { dataTypeFromProto } from "./types/from-proto.ts";
import type { RowOf } from "./types/row-of.ts";
import type { ClientOptions } from "./wire/client-options.ts";
import { connect } from "./wire/connect.ts";
import type { CallOptions, ExecuteOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

/** Options of `spark.sql`. */
export interface SqlOptions extends ExecuteOptions {
  readonly frames?: Readonly<Record<string, DataFrame>>;
  /** Columns by name, such as `col("t.price")`; not what is computed of them. */
  readonly columns?: Readonly<Record<string, Column>>;
}

/** A session on a Spark Connect server. Frames of different sessions cannot be combined. */
export class SparkSession implements AsyncDisposable {
  /** Runtime configuration. */
  readonly conf: SessionConfig;
  readonly #context: SessionContext;

  /**
   * A new session, or with `session_id` in the connection string an existing one. Connects with the first call. `close` ends
   * the session on the server in both cases, unless the option `releaseSession` is false.
   *
   * @param remote `sc://host:port/;key=value`, as for PySpark; by default the value of SPARK_REMOTE
   */
  static connect(remote?: string, options?: ClientOptions): SparkSession {
    return new SparkSession(connect(remote, options));
  }

  constructor(client: SparkConnectClient) {
    let planIds = 0n;
    this.#context = {
      client,
      tags: new SessionTags(),
      observations: new Map(),
      nextPlanId: () => planIds++,
    };
    this.conf = new SessionConfig(client);
  }

  get sessionId(): string {
    return this.#client.sessionId;
  }

  get read(): DataFrameReader {
    return new DataFrameReader(this.#context);
  }

  /** Catalogs, databases, tables, views and functions. */
  get catalog(): Catalog {
    return new Catalog(this.#context);
  }

  /** Functions that return tables. */
  get tvf(): TableValuedFunctions {
    return new TableValuedFunctions((relType) => this.#frame(relType));
  }

  /** Of the server. */
  async version(options?: CallOptions): Promise<string> {
    return (await analyze(this.#client, { case: "sparkVersion", value: {} }, options)).version;
  }

  /**
   * Runs a command at once; of a query, analyses it and leaves the rows to an action.
   *
   * @param args values for `?` by position, or for `:name` by name
   * @param options.frames frames that the query may read by these names, or as `{name}`, without a view
   * @param options.columns columns whose names stand in the query for `{name}`
   */
  async sql(query: string, args: SqlArguments = [], options: SqlOptions = {}): Promise<DataFrame> {
    const { frames = {}, columns = {}, ...executeOptions } = options;
    const views = Object.entries(frames).map(([name, frame]) => frame.alias(name).relationIn(this.#context));
    const text = withNames(query, Object.keys(frames), columns);
    const input = withReferences(this.#context, newRelation(this.#context, sqlOf(text, args)), views);
    return await this.#command({ case: "sqlCommand", value: { input } }, executeOptions);
  }

  /**
   * Runs a command outside of Spark SQL, by a class of the server.
   *
   * @param runner a Java class that implements `ExternalCommandRunner`
   */
  async executeCommand(
    runner: string,
    command: string,
    options: Readonly<Record<string, OptionValue>> = {},
    executeOptions?: ExecuteOptions,
  ): Promise<DataFrame> {
    const value = { runner, command, options: withOptions({}, options) };
    return await this.#command({ case: "executeExternalCommand", value }, executeOptions);
  }

  /** A type in DDL as the server reads it, which knows more forms than the function `parseDdl`. */
  async parseDdl(ddl: string, options?: CallOptions): Promise<DataType> {
    const question = { case: "ddlParse" as const, value: { ddlString: ddl } };
    return dataTypeFromProto((await analyze(this.#client, question, options)).parsed);
  }

  /** A schema in Spark's JSON form as DDL. */
  async jsonToDdl(json: string, options?: CallOptions): Promise<string> {
    return (await analyze(this.#client, { case: "jsonToDdl", value: { jsonString: json } }, options)).ddlString;
  }

  table(name: string): DataFrame {
    return this.read.table(name);
  }

  /**
   * Integers from `start` (included) to `end` (not included), as the BIGINT column `id`.
   *
   * @param start the end, if no end is given: the range starts at 0
   */
  range(start: number | bigint, end?: number | bigint, step: number | bigint = 1, numPartitions?: number): DataFrame {
    return this.#frame(rangeOf(start, end, step, numPartitions));
  }

  /**
   * A frame of local rows, given as arrays in the order of the columns or as objects by column name (a missing one is NULL).
   *
   * @param schema DDL, such as `id BIGINT NOT NULL, name STRING`, or a type; or the columns' names, or nothing: then types are
   * inferred as PySpark does, and columns that come from objects are in alphabetical order. Of one type, such as `BIGINT`, the
   * rows are single values, in a column `value`. A schema that is known when the program is compiled types the frame's rows
   * @throws TypeError or RangeError if a value is not of its column's type, or a type cannot be inferred
   */
  createDataFrame<const Schema extends string | StructType>(
    rows: readonly InputRow[],
    schema: Schema,
  ): DataFrame<RowOf<Schema>>;
  createDataFrame(rows: readonly InputRow[], names?: readonly string[]): DataFrame;
  createDataFrame(values: readonly unknown[], type: string | DataType): DataFrame;
  createDataFrame(rows: readonly unknown[], schema?: string | DataType | readonly string[]): DataFrame {
    if (schema !== undefined && !isNames(schema)) return this.#frame(localRelation(rows, schema));
    const inferable = rows.map(inferableRow);
    const inferred = inferSchema(inferable, schema ?? []);
    const frame = this.#frame(localRelation(inferable.map(byName), inferred));
    if (schema === undefined) return frame;
    return frame.toDF(...schema, ...inferred.fields.slice(schema.length).map(({ name }) => name));
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

  emptyDataFrame<const Schema extends string | StructType>(schema: Schema): DataFrame<RowOf<Schema>> {
    return this.createDataFrame([], schema);
  }

  /**
   * A session of its own that begins with what this one has: settings, temporary views, registered functions. From then on
   * neither sees what the other changes. This session must have made a call before. Needs Spark 4.1.
   *
   * @param newSessionId a UUID that names no session of this user yet
   * @throws SparkError if there is such a session, or this one is not on the server
   */
  async cloneSession(newSessionId: string = randomUUID(), options?: CallOptions): Promise<SparkSession> {
    return new SparkSession(await this.#client.clone(newSessionId, options));
  }

  /** Returns the ids of the operations that were stopped. */
  async interruptAll(): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "all" });
  }

  /**
   * A tag of all operations that this session starts from now on, by which `interruptTag` finds them; those of `tags` in an
   * action's options are of one operation.
   *
   * @throws TypeError if it is empty or has a comma
   */
  addTag(tag: string): void {
    this.#context.tags.add(tag);
  }

  /** Does nothing if there is no such tag. */
  removeTag(tag: string): void {
    this.#context.tags.remove(tag);
  }

  getTags(): ReadonlySet<string> {
    return new Set(this.#context.tags);
  }

  clearTags(): void {
    this.#context.tags.clear();
  }

  /** Stops the operations that were started with this tag. Returns their ids. */
  async interruptTag(tag: string): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "tag", tag });
  }

  async interruptOperation(operationId: string): Promise<readonly string[]> {
    return await this.#client.interrupt({ kind: "operation", operationId });
  }

  /**
   * Ends the session on the server, with its temporary views and running operations, also one that `session_id` joined, whether
   * a call was made or not. With the option `releaseSession: false` it goes on without this program. PySpark's `stop`.
   */
  async close(): Promise<void> {
    await this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #client(): SparkConnectClient {
    return this.#context.client;
  }

  /** Runs a command whose result is a relation. */
  async #command(command: CommandType, options: ExecuteOptions | undefined): Promise<DataFrame> {
    const execution = new PlanExecution(this.#context, commandPlan(command), options);
    await execution.finish();
    return this.#frame(execution.sqlResult.relType);
  }

  #frame<Columns extends object>(relType: RelationType): DataFrame<Columns> {
    return new DataFrame(this.#context, newRelation(this.#context, relType));
  }
}

function isNames(schema: string | DataType | readonly string[]): schema is readonly string[] {
  return Array.isArray(schema);
}
