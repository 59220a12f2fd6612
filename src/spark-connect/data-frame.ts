import { analyze } from "./action/analysis.ts";
import { type Checkpointing, checkpointOf, removeCheckpoint } from "./action/checkpoint.ts";
import type { Column } from "./column.ts";
import { type ColumnOrName, toExpression } from "./column-or-name.ts";
import { DataFrameWriter } from "./data-frame-writer.ts";
import { DataFrameWriterV2 } from "./data-frame-writer-v2.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import { type Aggregates, GroupedData } from "./grouped-data.ts";
import { MergeIntoWriter } from "./merge-into-writer.ts";
import { aggregate, type Grouping } from "./relation/aggregate.ts";
import { type AsOfJoin, asOfJoinOf } from "./relation/as-of-join.ts";
import { type JoinHow, joinOf } from "./relation/join.ts";
import type { JoinOn } from "./relation/join-condition.ts";
import { type LateralJoinHow, lateralJoinOf } from "./relation/lateral-join.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { setOperation } from "./relation/set-operation.ts";
import { RowOperations } from "./row-operations.ts";
import { MEMORY_AND_DISK, type StorageLevel } from "./storage-level.ts";
import type { CallOptions, ExecuteOptions } from "./wire/spark-connect-client.ts";

/** A table that Spark has yet to compute. Immutable: each method returns a new frame, and only actions reach the server. */
export class DataFrame extends RowOperations<DataFrame> {
  /** Into files, tables or another database. */
  get write(): DataFrameWriter {
    return DataFrameWriter.of(this.session.client, this.relation);
  }

  /** Into a table of a catalog. */
  writeTo(table: string): DataFrameWriterV2 {
    return DataFrameWriterV2.of(this.session.client, this.relation, table);
  }

  /** Updates, deletes and inserts rows of a table by those of this frame that match the condition. */
  mergeInto(table: string, condition: Column): MergeIntoWriter {
    return MergeIntoWriter.of(this.session.client, this.relation, table, condition);
  }

  /** A step of one's own in a chain of methods. */
  transform<Result>(step: (frame: DataFrame) => Result): Result {
    return step(this);
  }

  // Groups

  groupBy(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group({ type: "groupBy", by: columns.map(toExpression) });
  }

  rollup(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group({ type: "rollup", by: columns.map(toExpression) });
  }

  cube(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group({ type: "cube", by: columns.map(toExpression) });
  }

  /** Groups for each of the sets; `columns` are those that the result shows. */
  groupingSets(
    sets: readonly (readonly ColumnOrName[])[],
    ...columns: readonly ColumnOrName[]
  ): GroupedData<DataFrame> {
    const expressions = sets.map((set) => set.map(toExpression));
    return this.#group({ type: "groupingSets", by: columns.map(toExpression), sets: expressions });
  }

  /** Aggregates over all rows: columns, or a function's name by a column's name. */
  agg(...aggregates: readonly [Column, ...Column[]]): DataFrame;
  agg(functionNames: Readonly<Record<string, string>>): DataFrame;
  agg(...aggregates: Aggregates): DataFrame {
    return this.groupBy().aggregate(aggregates);
  }

  /** Metrics that Spark computes while rows pass by; in the `observed` of the action's result, by this name. */
  observe(name: string, ...metrics: readonly [Column, ...Column[]]): DataFrame {
    const value = { input: this.relation, name, metrics: metrics.map(toExpression) };
    return this.derive({ case: "collectMetrics", value });
  }

  // Other frames

  /** Without `on`, and with `how` other than `cross`, Spark refuses to join unless the optimizer may cross-join. */
  join(other: DataFrame, on?: JoinOn, how: JoinHow = "inner"): DataFrame {
    return this.derive(joinOf(this.relation, this.sameSession(other), on, how));
  }

  crossJoin(other: DataFrame): DataFrame {
    return this.join(other, undefined, "cross");
  }

  /** Joins each row with the rows that `other` has for it: `other` may use this frame's columns, marked by `outer()`. */
  lateralJoin(other: DataFrame, on?: Column, how: LateralJoinHow = "inner"): DataFrame {
    return this.derive(lateralJoinOf(this.relation, this.sameSession(other), on?.expression, how));
  }

  /** Joins each row with the other frame's row whose value is nearest to its own, such as the last price before a sale. */
  joinAsOf(
    other: DataFrame,
    leftAsOfColumn: ColumnOrName,
    rightAsOfColumn: ColumnOrName,
    options: AsOfJoin = {},
  ): DataFrame {
    const left = { relation: this.relation, asOf: this.#own(leftAsOfColumn) };
    const right = { relation: this.sameSession(other), asOf: other.#own(rightAsOfColumn) };
    return this.derive(asOfJoinOf(left, right, options));
  }

  /** Columns are matched by position; duplicates stay. */
  union(other: DataFrame): DataFrame {
    return this.derive(setOperation("union", this.relation, this.sameSession(other), { isAll: true }));
  }

  unionAll(other: DataFrame): DataFrame {
    return this.union(other);
  }

  /** Columns are matched by name; duplicates stay. With `allowMissingColumns`, columns of one side only are NULL. */
  unionByName(other: DataFrame, { allowMissingColumns = false } = {}): DataFrame {
    const options = { isAll: true, byName: true, allowMissingColumns };
    return this.derive(setOperation("union", this.relation, this.sameSession(other), options));
  }

  intersect(other: DataFrame): DataFrame {
    return this.derive(setOperation("intersect", this.relation, this.sameSession(other), { isAll: false }));
  }

  intersectAll(other: DataFrame): DataFrame {
    return this.derive(setOperation("intersect", this.relation, this.sameSession(other), { isAll: true }));
  }

  /** The distinct rows that the other frame lacks. */
  except(other: DataFrame): DataFrame {
    return this.derive(setOperation("except", this.relation, this.sameSession(other), { isAll: false }));
  }

  /** PySpark's name of `except`. */
  subtract(other: DataFrame): DataFrame {
    return this.except(other);
  }

  exceptAll(other: DataFrame): DataFrame {
    return this.derive(setOperation("except", this.relation, this.sameSession(other), { isAll: true }));
  }

  // Rows that Spark keeps

  async cache(options?: CallOptions): Promise<DataFrame> {
    return await this.persist(MEMORY_AND_DISK, options);
  }

  /** Asks Spark to keep the rows once it has computed them. */
  async persist(storageLevel: StorageLevel = MEMORY_AND_DISK, options?: CallOptions): Promise<DataFrame> {
    const value = { relation: this.relation, storageLevel };
    await analyze(this.session.client, { case: "persist", value }, options);
    return this;
  }

  /** @param blocking wait until the blocks are gone */
  async unpersist({ blocking = false } = {}, options?: CallOptions): Promise<DataFrame> {
    const value = { relation: this.relation, blocking };
    await analyze(this.session.client, { case: "unpersist", value }, options);
    return this;
  }

  /**
   * The rows without their history, from files in the server's checkpoint directory (`spark.checkpoint.dir`). Spark keeps
   * them until `removeCheckpoint()` or the end of the session.
   *
   * @param eager compute them now rather than with the first action
   */
  async checkpoint(eager = true, options?: ExecuteOptions): Promise<DataFrame> {
    return await this.#checkpoint({ local: false, eager }, options);
  }

  /** The same from the executors' own storage, which is faster, and lost with an executor. */
  async localCheckpoint(eager = true, storageLevel?: StorageLevel, options?: ExecuteOptions): Promise<DataFrame> {
    return await this.#checkpoint({ local: true, eager, storageLevel }, options);
  }

  /** Lets Spark forget the rows of a frame that a checkpoint returned. @throws TypeError for another frame */
  async removeCheckpoint(options?: ExecuteOptions): Promise<void> {
    await removeCheckpoint(this.session.client, this.relation, options);
  }

  protected override derive(relType: RelationType): DataFrame {
    return new DataFrame(this.session, newRelation(this.session, relType));
  }

  async #checkpoint(how: Checkpointing, options: ExecuteOptions | undefined): Promise<DataFrame> {
    return this.derive(await checkpointOf(this.session.client, this.relation, how, options));
  }

  #group(grouping: Grouping): GroupedData<DataFrame> {
    const frame = {
      planId: this.planId,
      aggregate: (of: Grouping, aggregates: readonly Expression[]) =>
        this.derive({ case: "aggregate", value: aggregate(this.relation, of, aggregates) }),
    };
    return new GroupedData(frame, grouping);
  }

  #own(column: ColumnOrName): Expression {
    return typeof column === "string" ? this.col(column).expression : column.expression;
  }
}
