import type { JsonValue } from "@bufbuild/protobuf";
import { analyze } from "./action/analysis.ts";
import { type Checkpointing, checkpointOf, removeCheckpoint } from "./action/checkpoint.ts";
import { collectRelation, streamRelation } from "./action/collect.ts";
import type { CollectedRows } from "./action/collected-rows.ts";
import { EXPLAIN_MODES, type ExplainMode } from "./action/explain-mode.ts";
import { commandPlan, planJson, relationPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { Column, type ColumnOrValue, expressionOf } from "./column.ts";
import { type ColumnOrName, toExpression, toSortExpression, toSortOrder } from "./column-or-name.ts";
import { DataFrameWriter } from "./data-frame-writer.ts";
import { DataFrameWriterV2 } from "./data-frame-writer-v2.ts";
import { parseDdl } from "./ddl/parse-ddl.ts";
import { aliasOf } from "./expression/alias.ts";
import { attribute, metadataAttribute } from "./expression/attribute.ts";
import { functionCall } from "./expression/function-call.ts";
import { literalExpression } from "./expression/literal.ts";
import { sqlExpression } from "./expression/sql-expression.ts";
import { existsSubquery, scalarSubquery } from "./expression/subquery.ts";
import { unresolvedRegex } from "./expression/unresolved-regex.ts";
import type { FrameFactory } from "./frame-factory.ts";
import type { Plan } from "./gen/spark/connect/base_pb.js";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { type Aggregates, GroupedData } from "./grouped-data.ts";
import { MergeIntoWriter } from "./merge-into-writer.ts";
import { DataFrameNaFunctions, type DropNa } from "./na-functions.ts";
import { aggregate, type Grouping } from "./relation/aggregate.ts";
import { type AsOfJoin, asOfJoinOf } from "./relation/as-of-join.ts";
import { type JoinHow, joinOf } from "./relation/join.ts";
import type { JoinOn } from "./relation/join-condition.ts";
import { type LateralJoinHow, lateralJoinOf } from "./relation/lateral-join.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { repartitionByExpression, repartitionById, repartitionByNumber } from "./relation/repartition.ts";
import { randomSeed, randomSplitOf, type Seed, sampleOf } from "./relation/sample.ts";
import { setOperation } from "./relation/set-operation.ts";
import { unpivotOf } from "./relation/unpivot.ts";
import { Row, type RowObject, rowObjects } from "./row.ts";
import type { SessionContext } from "./session-context.ts";
import { DataFrameStatFunctions } from "./stat-functions.ts";
import { MEMORY_AND_DISK, NOWHERE, type StorageLevel } from "./storage-level.ts";
import type { Metadata, StructType } from "./types/data-type.ts";
import { dataTypeFromProto } from "./types/from-proto.ts";
import { simpleString } from "./types/simple-string.ts";
import { dataTypeToProto } from "./types/to-proto.ts";
import type { CallOptions, ExecuteOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

/**
 * A table that Spark has yet to compute. Immutable: each method returns a new frame, and only actions, which are `async`,
 * reach the server. They reject with a `SparkConnectError`. An aborted `signal`, or a loop that is left early, stops the work
 * on the server.
 */
export class DataFrame {
  /** The message that is sent. Plans share it: not to be changed. */
  readonly relation: Relation;
  readonly #session: SessionContext;

  constructor(session: SessionContext, relation: Relation) {
    this.#session = session;
    this.relation = relation;
  }

  // Its columns

  /** A column of this very frame, also when it is joined with itself. `col("x")` means any column of that name. */
  col(name: string): Column {
    return new Column(attribute(name, this.#planId));
  }

  /** The columns whose names match, a Java regular expression in backticks: "`(price|cost)_.*`". */
  colRegex(pattern: string): Column {
    return new Column(unresolvedRegex(pattern, this.#planId));
  }

  /** A column that the source offers beside its schema, also where a column of the same name hides it. */
  metadataColumn(name: string): Column {
    return new Column(metadataAttribute(name, this.#planId));
  }

  /** The value of its only row and column, as a column of another frame. */
  scalar(): Column {
    return new Column(scalarSubquery(this));
  }

  /** Whether it has any row, as a condition of another frame. */
  exists(): Column {
    return new Column(existsSubquery(this));
  }

  // Other columns

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

  /** The column with this metadata, which `schema()` shows and files keep. */
  withMetadata(name: string, metadata: Metadata): DataFrame {
    const aliases = [aliasOf(this.col(name).expression, [name], metadata)];
    return this.#derive({ case: "withColumns", value: { input: this.relation, aliases } });
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

  /** With the columns of a schema, matched by name: in its order, of its types, without others. */
  to(schema: string | StructType): DataFrame {
    const type = dataTypeToProto(typeof schema === "string" ? parseDdl(schema) : schema);
    return this.#derive({ case: "toSchema", value: { input: this.relation, schema: type } });
  }

  /**
   * A row for each value column of each row: the ids, the value column's name and its value.
   *
   * @param values undefined: all columns but the ids
   */
  unpivot(
    ids: readonly ColumnOrName[],
    values: readonly ColumnOrName[] | undefined,
    variableColumnName: string,
    valueColumnName: string,
  ): DataFrame {
    const names = [variableColumnName, valueColumnName] as const;
    return this.#derive(unpivotOf(this.relation, ids.map(toExpression), values?.map(toExpression), ...names));
  }

  /** Another name of `unpivot`. */
  melt(...args: Parameters<DataFrame["unpivot"]>): DataFrame {
    return this.unpivot(...args);
  }

  /** Rows as columns, whose names are the values of the index column. @param indexColumn by default the first */
  transpose(indexColumn?: ColumnOrName): DataFrame {
    const indexColumns = indexColumn === undefined ? [] : [toExpression(indexColumn)];
    return this.#derive({ case: "transpose", value: { input: this.relation, indexColumns } });
  }

  /** A name for the frame, so that its columns can be qualified: `t.id`. */
  alias(name: string): DataFrame {
    return this.#derive({ case: "subqueryAlias", value: { input: this.relation, alias: name } });
  }

  // Other rows

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

  /** Each row with this probability; with replacement, each row this often on average. @default seed a random one */
  sample(fraction: number, seed?: Seed): DataFrame;
  sample(withReplacement: boolean, fraction: number, seed?: Seed): DataFrame;
  sample(first: number | boolean, second?: Seed, third?: Seed): DataFrame {
    const [withReplacement, fraction, seed] =
      typeof first === "boolean" ? [first, Number(second), third] : [false, first, second];
    return this.#derive(sampleOf(this.relation, { withReplacement, fraction, seed: seed ?? randomSeed() }));
  }

  /** A frame for each weight, with about that share of the rows. Each row is in exactly one of them. */
  randomSplit(weights: readonly number[], seed: Seed = randomSeed()): readonly DataFrame[] {
    return randomSplitOf(this.relation, weights, seed).map((part) => this.#derive(part));
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
    return this.#derive({ case: "collectMetrics", value });
  }

  // Several frames

  /** Without `on`, and with `how` other than `cross`, Spark refuses to join unless the optimizer may cross-join. */
  join(other: DataFrame, on?: JoinOn, how: JoinHow = "inner"): DataFrame {
    return this.#derive(joinOf(this.relation, this.#sameSession(other), on, how));
  }

  crossJoin(other: DataFrame): DataFrame {
    return this.join(other, undefined, "cross");
  }

  /** Joins each row with the rows that `other` has for it: `other` may use this frame's columns, marked by `outer()`. */
  lateralJoin(other: DataFrame, on?: Column, how: LateralJoinHow = "inner"): DataFrame {
    return this.#derive(lateralJoinOf(this.relation, this.#sameSession(other), on?.expression, how));
  }

  /** Joins each row with the other frame's row whose value is nearest to its own, such as the last price before a sale. */
  joinAsOf(
    other: DataFrame,
    leftAsOfColumn: ColumnOrName,
    rightAsOfColumn: ColumnOrName,
    options: AsOfJoin = {},
  ): DataFrame {
    const left = { relation: this.relation, asOf: this.#own(leftAsOfColumn) };
    const right = { relation: this.#sameSession(other), asOf: other.#own(rightAsOfColumn) };
    return this.#derive(asOfJoinOf(left, right, options));
  }

  /** Columns are matched by position; duplicates stay. */
  union(other: DataFrame): DataFrame {
    return this.#derive(setOperation("union", this.relation, this.#sameSession(other), { isAll: true }));
  }

  unionAll(other: DataFrame): DataFrame {
    return this.union(other);
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

  /** The distinct rows that the other frame lacks. */
  except(other: DataFrame): DataFrame {
    return this.#derive(setOperation("except", this.relation, this.#sameSession(other), { isAll: false }));
  }

  /** PySpark's name of `except`. */
  subtract(other: DataFrame): DataFrame {
    return this.except(other);
  }

  exceptAll(other: DataFrame): DataFrame {
    return this.#derive(setOperation("except", this.relation, this.#sameSession(other), { isAll: true }));
  }

  /** A step of one's own in a chain of methods. */
  transform<Result>(step: (frame: DataFrame) => Result): Result {
    return step(this);
  }

  // Missing values and statistics

  /** Missing values. */
  get na(): DataFrameNaFunctions<DataFrame> {
    return new DataFrameNaFunctions(this.#factory);
  }

  /** `na.drop` */
  dropna(how?: DropNa): DataFrame {
    return this.na.drop(how);
  }

  /** `na.fill` */
  fillna(...args: Parameters<DataFrameNaFunctions<DataFrame>["fill"]>): DataFrame {
    return this.na.fill(...args);
  }

  /** `na.replace` */
  replace(...args: Parameters<DataFrameNaFunctions<DataFrame>["replace"]>): DataFrame {
    return this.na.replace(...args);
  }

  /** Statistics. */
  get stat(): DataFrameStatFunctions<DataFrame> {
    return new DataFrameStatFunctions(this.#factory);
  }

  /** Count, mean, standard deviation, minimum and maximum of columns, as text. @param columns none: all of numbers or text */
  describe(...columns: readonly string[]): DataFrame {
    return this.#derive({ case: "describe", value: { input: this.relation, cols: [...columns] } });
  }

  /** Statistics of all columns of numbers or text: `count`, `mean`, `stddev`, `min`, `25%`, `max`, `count_distinct`, … */
  summary(...statistics: readonly string[]): DataFrame {
    return this.#derive({ case: "summary", value: { input: this.relation, statistics: [...statistics] } });
  }

  /** `stat.approxQuantile` */
  async approxQuantile(
    column: string,
    probabilities: readonly number[],
    relativeError: number,
  ): Promise<readonly number[]>;
  async approxQuantile(
    columns: readonly string[],
    probabilities: readonly number[],
    relativeError: number,
  ): Promise<readonly (readonly number[])[]>;
  async approxQuantile(
    columns: string | readonly string[],
    probabilities: readonly number[],
    relativeError: number,
  ): Promise<readonly number[] | readonly (readonly number[])[]> {
    return typeof columns === "string"
      ? await this.stat.approxQuantile(columns, probabilities, relativeError)
      : await this.stat.approxQuantile(columns, probabilities, relativeError);
  }

  /** `stat.corr` */
  async corr(col1: string, col2: string): Promise<number> {
    return await this.stat.corr(col1, col2);
  }

  /** `stat.cov` */
  async cov(col1: string, col2: string): Promise<number> {
    return await this.stat.cov(col1, col2);
  }

  /** `stat.crosstab` */
  crosstab(col1: string, col2: string): DataFrame {
    return this.stat.crosstab(col1, col2);
  }

  /** `stat.freqItems` */
  freqItems(columns: readonly string[], support?: number): DataFrame {
    return this.stat.freqItems(columns, support);
  }

  /** `stat.sampleBy` */
  sampleBy(...args: Parameters<DataFrameStatFunctions<DataFrame>["sampleBy"]>): DataFrame {
    return this.stat.sampleBy(...args);
  }

  // Partitions and hints

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

  /** Each row to the partition of this number, from 0, modulo their number. Needs Spark 4.1. */
  repartitionById(numPartitions: number, partitionId: ColumnOrName): DataFrame {
    return this.#derive(repartitionById(this.relation, numPartitions, toExpression(partitionId)));
  }

  /** Fewer partitions without a shuffle. */
  coalesce(numPartitions: number): DataFrame {
    return this.#derive(repartitionByNumber(this.relation, numPartitions, false));
  }

  /** Tells Spark how to run it; a hint that it does not know is ignored with a warning in its log. */
  hint(name: string, ...parameters: readonly ColumnOrValue[]): DataFrame {
    const [first] = parameters;
    const list: readonly ColumnOrValue[] = parameters.length === 1 && Array.isArray(first) ? first : parameters;
    const value = { input: this.relation, name, parameters: list.map(expressionOf) };
    return this.#derive({ case: "hint", value });
  }

  // Rows here

  /** All rows, as objects. `Shape` says what the caller expects; it is not checked. */
  async collect<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<readonly Shape[]> {
    return (await this.collectWithMetrics<Shape>(options)).rows;
  }

  /** All rows, with the observed metrics, the metrics of each operator and the schema. */
  async collectWithMetrics<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<CollectedRows<Shape>> {
    return await collectRelation(this.#client, this.relation, rowObjects<Shape>, options);
  }

  /** All rows by position: for results in which names of columns repeat. */
  async collectRows(options?: ExecuteOptions): Promise<readonly Row[]> {
    const { rows } = await collectRelation(
      this.#client,
      this.relation,
      (names) => (values) => new Row(names, values),
      options,
    );
    return rows;
  }

  /** Rows one by one as they arrive, a batch in memory at a time. */
  async *rows<Shape extends object = RowObject>(options?: ExecuteOptions): AsyncGenerator<Shape, void, undefined> {
    const batches = streamRelation(this.#client, this.relation, rowObjects<Shape>, options);
    for await (const batch of batches) yield* batch;
  }

  /** The first row, or the first ones. PySpark's `head`. */
  async head<Shape extends object = RowObject>(): Promise<Shape | undefined>;
  async head<Shape extends object = RowObject>(limit: number): Promise<readonly Shape[]>;
  async head<Shape extends object = RowObject>(limit?: number): Promise<Shape | undefined | readonly Shape[]> {
    return limit === undefined ? await this.first<Shape>() : await this.take<Shape>(limit);
  }

  async first<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<Shape | undefined> {
    return (await this.take<Shape>(1, options))[0];
  }

  async take<Shape extends object = RowObject>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#derive({ case: "limit", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The last rows, in order. */
  async tail<Shape extends object = RowObject>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#derive({ case: "tail", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The number of rows. */
  async count(options?: ExecuteOptions): Promise<number> {
    const counts = [functionCall("count", [literalExpression(1)])];
    const value = aggregate(this.relation, { type: "groupBy", by: [] }, counts);
    return Number(await this.#compute({ case: "aggregate", value }, options));
  }

  async isEmpty(options?: ExecuteOptions): Promise<boolean> {
    const rows = await this.#derive({ case: "project", value: { input: this.relation } }).take(1, options);
    return rows.length === 0;
  }

  /** The first rows as a table of text. Values longer than `truncate` characters are cut; 0 keeps them whole. */
  async showString({ numRows = 20, truncate = 20, vertical = false } = {}, options?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, numRows, truncate, vertical };
    return String(await this.#compute({ case: "showString", value }, options));
  }

  /** The first rows as an HTML table, as notebooks show it. */
  async htmlString({ numRows = 20, truncate = 20 } = {}, options?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, numRows, truncate };
    return String(await this.#compute({ case: "htmlString", value }, options));
  }

  // Rows elsewhere

  /** Into files, tables or another database. */
  get write(): DataFrameWriter {
    return DataFrameWriter.of(this.#client, this.relation);
  }

  /** Into a table of a catalog. */
  writeTo(table: string): DataFrameWriterV2 {
    return DataFrameWriterV2.of(this.#client, this.relation, table);
  }

  /** Updates, deletes and inserts rows of a table by those of this frame that match the condition. */
  mergeInto(table: string, condition: Column): MergeIntoWriter {
    return MergeIntoWriter.of(this.#client, this.relation, table, condition);
  }

  /** A name for it in SQL, which ends with the session. @throws AnalysisException if there is one */
  async createTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: false }, options);
  }

  async createOrReplaceTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: true }, options);
  }

  /** A name in `global_temp` that all sessions of the server see. @throws AnalysisException if there is one */
  async createGlobalTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: false }, options);
  }

  async createOrReplaceGlobalTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: true }, options);
  }

  // Rows that Spark keeps

  async cache(options?: CallOptions): Promise<DataFrame> {
    return await this.persist(MEMORY_AND_DISK, options);
  }

  /** Asks Spark to keep the rows once it has computed them. */
  async persist(storageLevel: StorageLevel = MEMORY_AND_DISK, options?: CallOptions): Promise<DataFrame> {
    const value = { relation: this.relation, storageLevel };
    await analyze(this.#client, { case: "persist", value }, options);
    return this;
  }

  /** @param blocking wait until the blocks are gone */
  async unpersist({ blocking = false } = {}, options?: CallOptions): Promise<DataFrame> {
    const value = { relation: this.relation, blocking };
    await analyze(this.#client, { case: "unpersist", value }, options);
    return this;
  }

  /** Where its rows are kept; `useDisk` and `useMemory` are both false unless it is persisted. */
  async storageLevel(options?: CallOptions): Promise<StorageLevel> {
    const question = { case: "getStorageLevel" as const, value: { relation: this.relation } };
    const { storageLevel } = await analyze(this.#client, question, options);
    if (storageLevel === undefined) return NOWHERE;
    const { $typeName, $unknown, ...level } = storageLevel;
    return level;
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
    await removeCheckpoint(this.#client, this.relation, options);
  }

  // What the server knows of it without running it

  async schema(options?: CallOptions): Promise<StructType> {
    const { schema } = await analyze(this.#client, { case: "schema", value: { plan: this.#plan } }, options);
    const type = dataTypeFromProto(schema);
    if (type.kind !== "struct") throw new TypeError(`The server sent a schema of type ${type.kind} instead of struct`);
    return type;
  }

  async columns(options?: CallOptions): Promise<readonly string[]> {
    return (await this.schema(options)).fields.map(({ name }) => name);
  }

  /** Each column's name and type, such as `["price", "decimal(10,2)"]`. */
  async dtypes(options?: CallOptions): Promise<readonly (readonly [name: string, type: string])[]> {
    return (await this.schema(options)).fields.map(({ name, dataType }) => [name, simpleString(dataType)]);
  }

  /** The schema as a tree of text, which PySpark's `printSchema` prints. @param level how deep to go */
  async treeString(level?: number, options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, ...(level !== undefined && { level }) };
    return (await analyze(this.#client, { case: "treeString", value }, options)).treeString;
  }

  /** How Spark would run it. */
  async explain(mode: ExplainMode = "simple", options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, explainMode: EXPLAIN_MODES[mode] };
    return (await analyze(this.#client, { case: "explain", value }, options)).explainString;
  }

  /** Whether the driver alone can compute it, without executors. */
  async isLocal(options?: CallOptions): Promise<boolean> {
    return (await analyze(this.#client, { case: "isLocal", value: { plan: this.#plan } }, options)).isLocal;
  }

  async isStreaming(options?: CallOptions): Promise<boolean> {
    const question = { case: "isStreaming" as const, value: { plan: this.#plan } };
    return (await analyze(this.#client, question, options)).isStreaming;
  }

  /** URIs of the files that it reads, as far as Spark knows them. */
  async inputFiles(options?: CallOptions): Promise<readonly string[]> {
    return (await analyze(this.#client, { case: "inputFiles", value: { plan: this.#plan } }, options)).files;
  }

  /** Whether both have the same plan but for names. False does not mean that the rows differ. */
  async sameSemantics(other: DataFrame, options?: CallOptions): Promise<boolean> {
    const value = { targetPlan: this.#plan, otherPlan: relationPlan(this.#sameSession(other)) };
    return (await analyze(this.#client, { case: "sameSemantics", value }, options)).result;
  }

  /** Equal for frames of the same semantics. */
  async semanticHash(options?: CallOptions): Promise<number> {
    return (await analyze(this.#client, { case: "semanticHash", value: { plan: this.#plan } }, options)).result;
  }

  // Its plan

  /** The plan that is sent, as protobuf JSON. Needs no server. */
  toPlanJson(): JsonValue {
    return planJson(this.#plan);
  }

  /** The message, for a plan of this session. @throws TypeError if it is another one's */
  relationIn(session: SessionContext): Relation {
    if (session === this.#session) return this.relation;
    throw new TypeError("The frames belong to different sessions. Make both with the same SparkSession.");
  }

  #group(grouping: Grouping): GroupedData<DataFrame> {
    const frame = {
      planId: this.#planId,
      aggregate: (of: Grouping, aggregates: readonly Expression[]) =>
        this.#derive({ case: "aggregate", value: aggregate(this.relation, of, aggregates) }),
    };
    return new GroupedData(frame, grouping);
  }

  #sort(columns: readonly ColumnOrName[], isGlobal: boolean): DataFrame {
    return this.#derive({ case: "sort", value: { input: this.relation, order: columns.map(toSortOrder), isGlobal } });
  }

  #project(expressions: readonly Expression[]): DataFrame {
    return this.#derive({ case: "project", value: { input: this.relation, expressions: [...expressions] } });
  }

  #own(column: ColumnOrName): Expression {
    return typeof column === "string" ? this.col(column).expression : column.expression;
  }

  async #checkpoint(how: Checkpointing, options: ExecuteOptions | undefined): Promise<DataFrame> {
    return this.#derive(await checkpointOf(this.#client, this.relation, how, options));
  }

  async #createView(
    view: { readonly name: string; readonly isGlobal: boolean; readonly replace: boolean },
    options?: ExecuteOptions,
  ): Promise<void> {
    const value = { input: this.relation, ...view };
    await new PlanExecution(this.#client, commandPlan({ case: "createDataframeView", value }), options).finish();
  }

  async #compute(relType: RelationType, options: ExecuteOptions | undefined): Promise<unknown> {
    const [row] = await this.#derive(relType).collectRows(options);
    return row?.get(0);
  }

  #sameSession(other: DataFrame): Relation {
    return other.relationIn(this.#session);
  }

  get #client(): SparkConnectClient {
    return this.#session.client;
  }

  get #planId(): bigint {
    return this.relation.common?.planId ?? -1n;
  }

  get #plan(): Plan {
    return relationPlan(this.relation);
  }

  get #factory(): FrameFactory<DataFrame> {
    return {
      relation: this.relation,
      derive: (relType) => this.#derive(relType),
      compute: (relType, options) => this.#compute(relType, options),
    };
  }

  #derive(relType: RelationType): DataFrame {
    return new DataFrame(this.#session, newRelation(this.#session, relType));
  }
}

function split(partitioning: readonly (number | ColumnOrName)[]) {
  const [first] = partitioning;
  return {
    number: typeof first === "number" ? first : undefined,
    columns: partitioning.filter((column) => typeof column !== "number"),
  };
}
