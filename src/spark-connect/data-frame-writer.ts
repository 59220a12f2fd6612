import { create, type JsonValue, type MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutionResult } from "./action/execution-result.ts";
import { commandPlan, planJson } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { choice } from "./choice.ts";
import {
  WriteOperation_SaveMode as SaveModeMessage,
  WriteOperation_SaveTable_TableSaveMethod as TableSaveMethod,
  type WriteOperation,
  WriteOperationSchema,
} from "./gen/spark/connect/commands_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { type JdbcOptions, type JdbcProperties, jdbcOptions } from "./jdbc-source.ts";
import { type ListOrEach, listedNames, namesOf, type SomeOf } from "./list-or-each.ts";
import type { NamedValues } from "./named-values.ts";
import { type OptionValue, withOptions } from "./option-value.ts";
import type { SessionContext } from "./session-context.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

/** What to do if there is data already. */
export type SaveMode = keyof typeof SAVE_MODES;

const SAVE_MODES = {
  append: SaveModeMessage.APPEND,
  overwrite: SaveModeMessage.OVERWRITE,
  error: SaveModeMessage.ERROR_IF_EXISTS,
  errorifexists: SaveModeMessage.ERROR_IF_EXISTS,
  ignore: SaveModeMessage.IGNORE,
} as const;

/** What a write is told beside its path: a mode, partitions, and options of the format as Spark calls them. */
export interface WriteOptions {
  readonly mode?: SaveMode;
  /** The columns of whose values the folders are named. */
  readonly partitionBy?: string | readonly string[];
  readonly [option: string]: OptionValue | readonly string[];
}

/** A path, or a table and how to write it. */
export type SaveTarget = string | { readonly saveAsTable: string } | { readonly insertInto: string };

type Changes = Exclude<MessageInitShape<typeof WriteOperationSchema>, WriteOperation>;

/**
 * Where to write a frame, and how. Immutable. What it writes is never sent twice: an error says whether Spark may have started.
 */
export class DataFrameWriter {
  readonly #session: SessionContext;
  readonly #operation: WriteOperation;

  static of(session: SessionContext, input: Relation): DataFrameWriter {
    return new DataFrameWriter(session, create(WriteOperationSchema, { input }));
  }

  private constructor(session: SessionContext, operation: WriteOperation) {
    this.#session = session;
    this.#operation = operation;
  }

  /** @default error */
  mode(mode: SaveMode): DataFrameWriter {
    return this.#with({ mode: saveMode(mode) });
  }

  /** The source's short name or class. @default the server's `spark.sql.sources.default`: parquet */
  format(source: string): DataFrameWriter {
    return this.#with({ source });
  }

  /** An option of the format. Null takes it away. */
  option(name: string, value: OptionValue): DataFrameWriter {
    return this.options([[name, value]]);
  }

  /** @throws TypeError for a value that is no text, number or boolean */
  options(options: NamedValues<OptionValue>): DataFrameWriter {
    return this.#with({ options: withOptions(this.#operation.options, options) });
  }

  /** One folder for each combination of values: `store_id=121/sales_month=2023-03/`. */
  partitionBy(...columnNames: ListOrEach<string>): DataFrameWriter {
    return this.#with({ partitioningColumns: listedNames(columnNames) });
  }

  /** Rows with like values near each other, as far as the table's source can; for tables only. */
  clusterBy(...columnNames: SomeOf<string>): DataFrameWriter {
    return this.#with({ clusteringColumns: listedNames(columnNames) });
  }

  /** Buckets by hash; for tables only. */
  bucketBy(numBuckets: number, ...bucketColumnNames: SomeOf<string>): DataFrameWriter {
    return this.#with({ bucketBy: { numBuckets, bucketColumnNames: listedNames(bucketColumnNames) } });
  }

  /** The order within each bucket. */
  sortBy(...columnNames: SomeOf<string>): DataFrameWriter {
    return this.#with({ sortColumnNames: listedNames(columnNames) });
  }

  /** @param path for sources that have one; JDBC has none */
  async save(
    path?: string,
    options: WriteOptions & { readonly format?: string } = {},
    execute?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    return await this.#told(options).#to(path).#run(execute);
  }

  async csv(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("csv").save(path, options, execute);
  }

  /** JSON lines. */
  async json(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("json").save(path, options, execute);
  }

  async orc(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("orc").save(path, options, execute);
  }

  async parquet(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("parquet").save(path, options, execute);
  }

  /** One line for each row of the only column, a string. */
  async text(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("text").save(path, options, execute);
  }

  /** One element for each row, of the name in the option `rowTag`. */
  async xml(path: string, options?: WriteOptions, execute?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("xml").save(path, options, execute);
  }

  /**
   * Into a table of another database: `jdbc({ url, dbtable, … })`, or in PySpark's order `jdbc(url, table, { user, … })`; the
   * mode is among the properties, or said before. Tasks that Spark repeats write their rows again: give the table a key.
   */
  async jdbc(target: JdbcOptions & { readonly dbtable: string }, execute?: ExecuteOptions): Promise<ExecutionResult>;
  async jdbc(
    url: string,
    table: string,
    properties?: JdbcProperties & { readonly mode?: SaveMode },
    execute?: ExecuteOptions,
  ): Promise<ExecutionResult>;
  async jdbc(
    target: (JdbcOptions & { readonly dbtable: string }) | string,
    second?: string | ExecuteOptions,
    properties: JdbcProperties = {},
    third?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    const execute = typeof target === "string" || typeof second === "string" ? third : second;
    return await this.format("jdbc").save(undefined, jdbcOptions(target, second, properties), execute);
  }

  /** Computes every row and writes none. */
  async noop(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("noop").mode("overwrite").save(undefined, {}, options);
  }

  async saveAsTable(
    tableName: string,
    options: WriteOptions & { readonly format?: string } = {},
    execute?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    return await this.#told(options).#to({ saveAsTable: tableName }).#run(execute);
  }

  /**
   * Columns are matched by position.
   *
   * @param overwrite whether to replace the table's rows; if left out, as `mode` says, which appends by default
   */
  async insertInto(tableName: string, overwrite?: boolean, execute?: ExecuteOptions): Promise<ExecutionResult> {
    const writer = overwrite === undefined ? this : this.mode(overwrite ? "overwrite" : "append");
    return await writer.#to({ insertInto: tableName }).#run(execute);
  }

  /** The plan that `save(path)`, `saveAsTable(name)` or `insertInto(name)` sends, as protobuf JSON. Needs no server. */
  toPlanJson(target?: SaveTarget): JsonValue {
    return planJson(this.#to(target).#plan());
  }

  #told({ format, mode, partitionBy, ...options }: WriteOptions & { readonly format?: string }): DataFrameWriter {
    return this.#with({
      options: withOptions(this.#operation.options, options),
      ...(format !== undefined && { source: format }),
      ...(mode !== undefined && { mode: saveMode(mode) }),
      ...(partitionBy !== undefined && { partitioningColumns: namesOf(partitionBy) }),
    });
  }

  #to(target: SaveTarget | undefined): DataFrameWriter {
    if (target === undefined) return this;
    if (typeof target === "string") return this.#with({ saveType: { case: "path", value: target } });
    const table =
      "saveAsTable" in target
        ? { tableName: target.saveAsTable, saveMethod: TableSaveMethod.SAVE_AS_TABLE }
        : { tableName: target.insertInto, saveMethod: TableSaveMethod.INSERT_INTO };
    return this.#with({ saveType: { case: "table", value: table } });
  }

  #with(changed: Changes): DataFrameWriter {
    const { $typeName, ...operation } = this.#operation;
    return new DataFrameWriter(this.#session, create(WriteOperationSchema, { ...operation, ...changed }));
  }

  #plan() {
    return commandPlan({ case: "writeOperation", value: this.#operation });
  }

  async #run(options: ExecuteOptions | undefined): Promise<ExecutionResult> {
    return await new PlanExecution(this.#session, this.#plan(), options).finish();
  }
}

function saveMode(mode: SaveMode): SaveModeMessage {
  return choice("The mode of a writer", SAVE_MODES, mode);
}
