import { create, type JsonValue, type MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutionResult } from "./action/execution-result.ts";
import { commandPlan, planJson } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import {
  WriteOperation_SaveMode as SaveModeMessage,
  WriteOperation_SaveTable_TableSaveMethod as TableSaveMethod,
  type WriteOperation,
  WriteOperationSchema,
} from "./gen/spark/connect/commands_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import type { JdbcOptions } from "./jdbc-source.ts";
import { type OptionValue, withOptions } from "./option-value.ts";
import type { ExecuteOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

/** What to do if there is data already. */
export type SaveMode = keyof typeof SAVE_MODES;

const SAVE_MODES = {
  append: SaveModeMessage.APPEND,
  overwrite: SaveModeMessage.OVERWRITE,
  error: SaveModeMessage.ERROR_IF_EXISTS,
  errorifexists: SaveModeMessage.ERROR_IF_EXISTS,
  ignore: SaveModeMessage.IGNORE,
} as const;

/** A path, or a table and how to write it. */
export type SaveTarget = string | { readonly saveAsTable: string } | { readonly insertInto: string };

type Changes = Exclude<MessageInitShape<typeof WriteOperationSchema>, WriteOperation>;

/**
 * Where to write a frame, and how. Immutable. What it writes is never sent twice: an error says whether Spark may have started.
 */
export class DataFrameWriter {
  readonly #client: SparkConnectClient;
  readonly #operation: WriteOperation;

  static of(client: SparkConnectClient, input: Relation): DataFrameWriter {
    return new DataFrameWriter(client, create(WriteOperationSchema, { input }));
  }

  private constructor(client: SparkConnectClient, operation: WriteOperation) {
    this.#client = client;
    this.#operation = operation;
  }

  /** @default error */
  mode(mode: SaveMode): DataFrameWriter {
    return this.#with({ mode: SAVE_MODES[mode] });
  }

  /** The source's short name or class. @default the server's `spark.sql.sources.default`: parquet */
  format(source: string): DataFrameWriter {
    return this.#with({ source });
  }

  option(name: string, value: OptionValue): DataFrameWriter {
    return this.options({ [name]: value });
  }

  options(options: Readonly<Record<string, OptionValue>>): DataFrameWriter {
    return this.#with({ options: withOptions(this.#operation.options, options) });
  }

  /** One folder for each combination of values: `store_id=121/sales_month=2023-03/`. */
  partitionBy(...columnNames: readonly string[]): DataFrameWriter {
    return this.#with({ partitioningColumns: [...columnNames] });
  }

  /** Rows with like values near each other, as far as the table's source can; for tables only. */
  clusterBy(...columnNames: readonly [string, ...string[]]): DataFrameWriter {
    return this.#with({ clusteringColumns: [...columnNames] });
  }

  /** Buckets by hash; for tables only. */
  bucketBy(numBuckets: number, ...bucketColumnNames: readonly [string, ...string[]]): DataFrameWriter {
    return this.#with({ bucketBy: { numBuckets, bucketColumnNames: [...bucketColumnNames] } });
  }

  /** The order within each bucket. */
  sortBy(...columnNames: readonly [string, ...string[]]): DataFrameWriter {
    return this.#with({ sortColumnNames: [...columnNames] });
  }

  /** @param path for sources that have one; JDBC has none */
  async save(path?: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#to(path).#run(options);
  }

  async csv(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("csv").save(path, options);
  }

  /** JSON lines. */
  async json(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("json").save(path, options);
  }

  async orc(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("orc").save(path, options);
  }

  async parquet(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("parquet").save(path, options);
  }

  /** One line for each row of the only column, a string. */
  async text(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("text").save(path, options);
  }

  /** One element for each row, of the name in the option `rowTag`. */
  async xml(path: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("xml").save(path, options);
  }

  /** Into a table of another database. Tasks that Spark repeats write their rows again: give the table a key. */
  async jdbc(target: JdbcOptions & { readonly dbtable: string }, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("jdbc").options(target).save(undefined, options);
  }

  /** Computes every row and writes none. */
  async noop(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.format("noop").mode("overwrite").save(undefined, options);
  }

  async saveAsTable(tableName: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#to({ saveAsTable: tableName }).#run(options);
  }

  /** Columns are matched by position. Appends or overwrites, as `mode` says; by default appends. */
  async insertInto(tableName: string, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#to({ insertInto: tableName }).#run(options);
  }

  /** The plan that `save(path)`, `saveAsTable(name)` or `insertInto(name)` sends, as protobuf JSON. Needs no server. */
  toPlanJson(target?: SaveTarget): JsonValue {
    return planJson(this.#to(target).#plan());
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
    return new DataFrameWriter(this.#client, create(WriteOperationSchema, { ...operation, ...changed }));
  }

  #plan() {
    return commandPlan({ case: "writeOperation", value: this.#operation });
  }

  async #run(options: ExecuteOptions | undefined): Promise<ExecutionResult> {
    return await new PlanExecution(this.#client, this.#plan(), options).finish();
  }
}
