import { analyze } from "./action/analysis.ts";
import { Column, type ColumnOrValue, expressionOf } from "./column.ts";
import { type ColumnOrName, toExpression, toSortExpression, toSortOrder } from "./column-or-name.ts";
import { DataFrameWriter } from "./data-frame-writer.ts";
import { aliasOf } from "./expression/alias.ts";
import { attribute, metadataAttribute } from "./expression/attribute.ts";
import { sqlExpression } from "./expression/sql-expression.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { GroupedData } from "./grouped-data.ts";
import { Query } from "./query.ts";
import { aggregate, type Grouping } from "./relation/aggregate.ts";
import { type JoinHow, type JoinOn, joinOf } from "./relation/join.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { repartitionByExpression, repartitionByNumber } from "./relation/repartition.ts";
import { setOperation } from "./relation/set-operation.ts";
import { MEMORY_AND_DISK, type StorageLevel } from "./storage-level.ts";
import type { CallOptions } from "./wire/spark-connect-client.ts";

/** A table that Spark has yet to compute. Immutable: each method returns a new frame, and only actions reach the server. */
export class DataFrame extends Query {
  get write(): DataFrameWriter {
    return DataFrameWriter.of(this.session.client, this.relation);
  }

  /** A column of this very frame, also when it is joined with itself. `col("x")` means any column of that name. */
  col(name: string): Column {
    return new Column(attribute(name, this.#planId));
  }

  /** A column that the source offers beside its schema, also where a column of the same name hides it. */
  metadataColumn(name: string): Column {
    return new Column(metadataAttribute(name, this.#planId));
  }

  // Columns

  select(...columns: readonly ColumnOrName[]): DataFrame {
    return this.#project(columns.map(toExpression));
  }

  /** Columns as SQL expressions, such as `price * quantity AS total`. */
  selectExpr(...expressions: readonly string[]): DataFrame {
    return this.#project(expressions.map(sqlExpression));
  }

  /** Adds a column, or replaces the one of that name. */
  withColumn(name: string, column: Column): DataFrame {
    return this.withColumns({ [name]: column });
  }

  /** Adds or replaces several columns. None of them sees another's new value. */
  withColumns(columns: Readonly<Record<string, Column>>): DataFrame {
    const aliases = Object.entries(columns).map(([name, column]) => aliasOf(column.expression, [name]));
    return this.#derive({ case: "withColumns", value: { input: this.relation, aliases } });
  }

  withColumnRenamed(existing: string, renamed: string): DataFrame {
    return this.withColumnsRenamed({ [existing]: renamed });
  }

  /** New names by old names. Names that do not exist are ignored. */
  withColumnsRenamed(names: Readonly<Record<string, string>>): DataFrame {
    const renames = Object.entries(names).map(([colName, newColName]) => ({ colName, newColName }));
    return this.#derive({ case: "withColumnsRenamed", value: { input: this.relation, renames } });
  }

  /** Names that do not exist are ignored. */
  drop(...columns: readonly ColumnOrName[]): DataFrame {
    const columnNames = columns.filter((column) => typeof column === "string");
    const expressions = columns.filter((column) => column instanceof Column).map(toExpression);
    return this.#derive({ case: "drop", value: { input: this.relation, columnNames, columns: expressions } });
  }

  /** All columns renamed, by position. */
  toDF(...columnNames: readonly string[]): DataFrame {
    return this.#derive({ case: "toDf", value: { input: this.relation, columnNames: [...columnNames] } });
  }

  // Rows

  /** The rows for which the condition, a column or SQL, is true. */
  filter(condition: ColumnOrName): DataFrame {
    const expression = typeof condition === "string" ? sqlExpression(condition) : condition.expression;
    return this.#derive({ case: "filter", value: { input: this.relation, condition: expression } });
  }

  where(condition: ColumnOrName): DataFrame {
    return this.filter(condition);
  }

  distinct(): DataFrame {
    return this.dropDuplicates();
  }

  /** One of the rows that agree in these columns, or in all. */
  dropDuplicates(columnNames: readonly string[] = []): DataFrame {
    const value = { columnNames: [...columnNames], allColumnsAsKeys: columnNames.length === 0, withinWatermark: false };
    return this.#derive({ case: "deduplicate", value: { input: this.relation, ...value } });
  }

  /** Ascending with nulls first, unless a column says otherwise. */
  sort(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame {
    return this.#sort(columns, true);
  }

  orderBy(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame {
    return this.sort(...columns);
  }

  sortWithinPartitions(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame {
    return this.#sort(columns, false);
  }

  limit(limit: number): DataFrame {
    return this.#derive({ case: "limit", value: { input: this.relation, limit } });
  }

  /** Without the first rows. */
  offset(offset: number): DataFrame {
    return this.#derive({ case: "offset", value: { input: this.relation, offset } });
  }

  // Groups

  groupBy(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group("groupBy", columns);
  }

  rollup(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group("rollup", columns);
  }

  cube(...columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    return this.#group("cube", columns);
  }

  /** Aggregates over all rows. */
  agg(...aggregates: readonly [Column, ...Column[]]): DataFrame {
    return this.groupBy().agg(...aggregates);
  }

  /** Metrics that Spark computes while rows pass by; in the `observed` of the action's result, by this name. */
  observe(name: string, ...metrics: readonly [Column, ...Column[]]): DataFrame {
    const value = { input: this.relation, name, metrics: metrics.map(toExpression) };
    return this.#derive({ case: "collectMetrics", value });
  }

  // Other frames

  /** Without `on`, and with `how` other than `cross`, Spark refuses to join unless the optimizer may cross-join. */
  join(other: DataFrame, on?: JoinOn, how: JoinHow = "inner"): DataFrame {
    return this.#derive(joinOf(this.relation, this.#sameSession(other), on, how));
  }

  crossJoin(other: DataFrame): DataFrame {
    return this.join(other, undefined, "cross");
  }

  /** Columns are matched by position; duplicates stay. */
  union(other: DataFrame): DataFrame {
    return this.#derive(setOperation("union", this.relation, this.#sameSession(other), { isAll: true }));
  }

  /** Columns are matched by name; duplicates stay. With `allowMissingColumns`, columns of one side only are NULL. */
  unionByName(other: DataFrame, { allowMissingColumns = false } = {}): DataFrame {
    const options = { isAll: true, byName: true, allowMissingColumns };
    return this.#derive(setOperation("union", this.relation, this.#sameSession(other), options));
  }

  intersect(other: DataFrame): DataFrame {
    return this.#derive(setOperation("intersect", this.relation, this.#sameSession(other), { isAll: false }));
  }

  intersectAll(other: DataFrame): DataFrame {
    return this.#derive(setOperation("intersect", this.relation, this.#sameSession(other), { isAll: true }));
  }

  /** The distinct rows that the other frame lacks. PySpark's `subtract`. */
  except(other: DataFrame): DataFrame {
    return this.#derive(setOperation("except", this.relation, this.#sameSession(other), { isAll: false }));
  }

  exceptAll(other: DataFrame): DataFrame {
    return this.#derive(setOperation("except", this.relation, this.#sameSession(other), { isAll: true }));
  }

  // How it runs

  /** A name for the frame, so that its columns can be qualified: `t.id`. */
  alias(name: string): DataFrame {
    return this.#derive({ case: "subqueryAlias", value: { input: this.relation, alias: name } });
  }

  hint(name: string, ...parameters: readonly ColumnOrValue[]): DataFrame {
    return this.#derive({
      case: "hint",
      value: { input: this.relation, name, parameters: parameters.map(expressionOf) },
    });
  }

  repartition(numPartitions: number, ...columns: readonly ColumnOrName[]): DataFrame;
  repartition(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame;
  repartition(...partitioning: readonly (number | ColumnOrName)[]): DataFrame {
    const { number, columns } = split(partitioning);
    return this.#derive(
      number !== undefined && columns.length === 0
        ? repartitionByNumber(this.relation, number, true)
        : repartitionByExpression(this.relation, number, columns.map(toExpression)),
    );
  }

  repartitionByRange(numPartitions: number, ...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame;
  repartitionByRange(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame;
  repartitionByRange(...partitioning: readonly (number | ColumnOrName)[]): DataFrame {
    const { number, columns } = split(partitioning);
    return this.#derive(repartitionByExpression(this.relation, number, columns.map(toSortExpression)));
  }

  /** Fewer partitions without a shuffle. */
  coalesce(numPartitions: number): DataFrame {
    return this.#derive(repartitionByNumber(this.relation, numPartitions, false));
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

  get #planId(): bigint {
    return this.relation.common?.planId ?? -1n;
  }

  #derive(relType: RelationType): DataFrame {
    return new DataFrame(this.session, newRelation(this.session, relType));
  }

  #project(expressions: readonly Expression[]): DataFrame {
    return this.#derive({ case: "project", value: { input: this.relation, expressions: [...expressions] } });
  }

  #sort(columns: readonly ColumnOrName[], isGlobal: boolean): DataFrame {
    return this.#derive({ case: "sort", value: { input: this.relation, order: columns.map(toSortOrder), isGlobal } });
  }

  #group(type: "groupBy" | "rollup" | "cube", columns: readonly ColumnOrName[]): GroupedData<DataFrame> {
    const frame = {
      planId: this.#planId,
      aggregate: (grouping: Grouping, aggregates: readonly Expression[]) =>
        this.#derive({ case: "aggregate", value: aggregate(this.relation, grouping, aggregates) }),
    };
    return new GroupedData(frame, { type, by: columns.map(toExpression) });
  }

  #sameSession(other: DataFrame): Relation {
    if (other.session === this.session) return other.relation;
    throw new TypeError("The frames belong to different sessions. Make both with the same SparkSession.");
  }
}

function split(partitioning: readonly (number | ColumnOrName)[]) {
  const [first] = partitioning;
  return {
    number: typeof first === "number" ? first : undefined,
    columns: partitioning.filter((column) => typeof column !== "number"),
  };
}
