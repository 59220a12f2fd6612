import { create, type JsonValue, type MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutionResult } from "./action/execution-result.ts";
import { commandPlan, planJson } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { type Column, columnExpression } from "./column.ts";
import { type ColumnOrName, toExpressions } from "./column-or-name.ts";
import {
  WriteOperationV2_Mode as Mode,
  type WriteOperationV2,
  WriteOperationV2Schema,
} from "./gen/spark/connect/commands_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { listedNames, type SomeOf } from "./list-or-each.ts";
import type { NamedValues } from "./named-values.ts";
import { type OptionValue, withOptions } from "./option-value.ts";
import type { SessionContext } from "./session-context.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

const MODES = {
  create: Mode.CREATE,
  replace: Mode.REPLACE,
  createOrReplace: Mode.CREATE_OR_REPLACE,
  append: Mode.APPEND,
  overwrite: Mode.OVERWRITE,
  overwritePartitions: Mode.OVERWRITE_PARTITIONS,
} as const;

type Changes = Exclude<MessageInitShape<typeof WriteOperationV2Schema>, WriteOperationV2>;

/**
 * Writes a frame into a table of a catalog; what the table's catalog cannot do, Spark refuses. Immutable. What it writes is
 * never sent twice: an error says whether Spark may have started.
 */
export class DataFrameWriterV2 {
  readonly #session: SessionContext;
  readonly #operation: WriteOperationV2;

  static of(session: SessionContext, input: Relation, tableName: string): DataFrameWriterV2 {
    return new DataFrameWriterV2(session, create(WriteOperationV2Schema, { input, tableName }));
  }

  private constructor(session: SessionContext, operation: WriteOperationV2) {
    this.#session = session;
    this.#operation = operation;
  }

  /** The source of a table that is created, such as `parquet`. @default the catalog's */
  using(provider: string): DataFrameWriterV2 {
    return this.#with({ provider });
  }

  option(name: string, value: OptionValue): DataFrameWriterV2 {
    return this.options([[name, value]]);
  }

  /** Null takes an option away. @throws TypeError for a value that is no text, number or boolean */
  options(options: NamedValues<OptionValue>): DataFrameWriterV2 {
    return this.#with({ options: withOptions(this.#operation.options, options) });
  }

  /** A property of a table that is created. */
  tableProperty(property: string, value: string): DataFrameWriterV2 {
    return this.#with({ tableProperties: { ...this.#operation.tableProperties, [property]: value } });
  }

  /** Partitions of a table that is created: columns, or transforms of them such as `years`, `bucket`. */
  partitionedBy(...columns: SomeOf<ColumnOrName>): DataFrameWriterV2 {
    return this.#with({ partitioningColumns: toExpressions(columns) });
  }

  /** Rows with like values near each other, in a table that is created. */
  clusterBy(...columnNames: SomeOf<string>): DataFrameWriterV2 {
    return this.#with({ clusteringColumns: listedNames(columnNames) });
  }

  /** A new table. @throws AnalysisException if there is one */
  async create(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("create", undefined, options);
  }

  /** In place of a table, with the frame's columns. @throws AnalysisException if there is none */
  async replace(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("replace", undefined, options);
  }

  async createOrReplace(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("createOrReplace", undefined, options);
  }

  /** Columns are matched by name. */
  async append(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("append", undefined, options);
  }

  /** In place of the rows for which the condition is true: `lit(true)` for all. */
  async overwrite(condition: Column, options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("overwrite", condition, options);
  }

  /** In place of the partitions for which the frame has rows. */
  async overwritePartitions(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await this.#run("overwritePartitions", undefined, options);
  }

  /** The plan that the method of this name sends, as protobuf JSON. Needs no server. */
  toPlanJson(mode: keyof typeof MODES, overwriteCondition?: Column): JsonValue {
    return planJson(this.#plan(mode, overwriteCondition));
  }

  #with(changed: Changes): DataFrameWriterV2 {
    const { $typeName, ...operation } = this.#operation;
    return new DataFrameWriterV2(this.#session, create(WriteOperationV2Schema, { ...operation, ...changed }));
  }

  #plan(mode: keyof typeof MODES, condition: Column | undefined) {
    const overwriteCondition = condition && columnExpression(condition);
    const changed = { mode: MODES[mode], ...(overwriteCondition !== undefined && { overwriteCondition }) };
    return commandPlan({ case: "writeOperationV2", value: this.#with(changed).#operation });
  }

  async #run(
    mode: keyof typeof MODES,
    condition: Column | undefined,
    options: ExecuteOptions | undefined,
  ): Promise<ExecutionResult> {
    return await new PlanExecution(this.#session, this.#plan(mode, condition), options).finish();
  }
}
