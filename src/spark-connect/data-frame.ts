import type { JsonValue } from "@bufbuild/protobuf";
import type { Table } from "@uwdata/flechette";
import { analyze } from "./action/analysis.ts";
import { type Checkpointing, checkpointOf, removeCheckpoint } from "./action/checkpoint.ts";
import { collectArrow, collectRelation, streamRelation } from "./action/collect.ts";
import type { CollectedRows } from "./action/collected-rows.ts";
import { type ExplainMode, explainMode } from "./action/explain-mode.ts";
import { commandPlan, planJson, relationPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { arrowTable } from "./arrow/decode.ts";
import { Column, type ColumnOrValue, columnExpression, expressionOf } from "./column.ts";
import { type ColumnOrName, toExpression, toExpressions, toSortExpression } from "./column-or-name.ts";
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
import { type ListOrEach, listed, listedNames } from "./list-or-each.ts";
import { MergeIntoWriter } from "./merge-into-writer.ts";
import { DataFrameNaFunctions, type DropNa } from "./na-functions.ts";
import { type NamedValues, orderedPairs } from "./named-values.ts";
import type { Observation } from "./observation.ts";
import { aggregate, type Grouping } from "./relation/aggregate.ts";
import { type AsOfJoin, asOfJoinOf } from "./relation/as-of-join.ts";
import { type JoinHow, joinOf } from "./relation/join.ts";
import type { JoinOn } from "./relation/join-condition.ts";
import { type LateralJoinHow, lateralJoinOf } from "./relation/lateral-join.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { atPosition, type ColumnOrPosition, hasNoPosition } from "./relation/position.ts";
import { repartitionByExpression, repartitionById, repartitionByNumber } from "./relation/repartition.ts";
import { randomSeed, randomSplitOf, type Seed, sampleOf } from "./relation/sample.ts";
import { setOperation } from "./relation/set-operation.ts";
import { type SortArguments, sortOrders } from "./relation/sort.ts";
import { unpivotOf } from "./relation/unpivot.ts";
import { Row, type RowObject, rowObjects } from "./row.ts";
import type { SessionContext } from "./session-context.ts";
import { type ShowOptions, shownRows } from "./show-options.ts";
import { DataFrameStatFunctions } from "./stat-functions.ts";
import { checkedLevel, keepsRows, StorageLevel } from "./storage-level.ts";
import type { ColumnIn, NameIn, Selected, WithColumn } from "./typed-columns.ts";
import type { Metadata, StructType } from "./types/data-type.ts";
import { dataTypeFromProto } from "./types/from-proto.ts";
import type { RowOf } from "./types/row-of.ts";
import { simpleString } from "./types/simple-string.ts";
import { dataTypeToProto } from "./types/to-proto.ts";
import type { CallOptions, ExecuteOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

/**
 * A table that Spark has yet to compute. Immutable: each method returns a new frame, and only actions, which are `async`,
 * reach the server. They reject with a `SparkConnectError`. An aborted `signal`, or a loop that is left early, stops the work
 * on the server.
 *
 * `Columns` are its rows where they are known when the program is compiled: of a frame that was made with a schema.
 */
export class DataFrame<Columns extends object = RowObject> implements AsyncDisposable {
  /** The message that is sent. Plans share it: not to be changed. */
  readonly relation: Relation;
  readonly #session: SessionContext;

  constructor(session: SessionContext, relation: Relation) {
    this.#session = session;
    this.relation = relation;
  }

  // Its columns

  /** A column of this very frame, also when it is joined with itself. `col("x")` means any column of that name. */
  col(name: NameIn<Columns>): Column {
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

  /** The columns, one by one or in a list. */
  select<const Name extends keyof Columns & string>(...columns: ListOrEach<Name>): DataFrame<Selected<Columns, Name>>;
  select(...columns: ListOrEach<ColumnIn<Columns>>): DataFrame;
  select(...columns: ListOrEach<ColumnOrName>): DataFrame {
    return this.#project(toExpressions(columns));
  }

  /** Columns as SQL expressions, such as `price * quantity AS total`. */
  selectExpr(...expressions: ListOrEach<string>): DataFrame {
    return this.#project(listedNames(expressions).map(sqlExpression));
  }

  /** Adds a column, or replaces the one of that name. */
  withColumn<const Name extends string>(name: Name, column: Column): DataFrame<WithColumn<Columns, Name>> {
    return this.#derive(withColumnsOf(this.relation, [[name, column]]));
  }

  /**
   * Adds or replaces several columns. None of them sees another's new value.
   *
   * @throws TypeError if several columns are given in an object, and a name of them looks like a number: give a Map or pairs
   */
  withColumns(columns: NamedValues<Column>): DataFrame {
    return this.#derive(withColumnsOf(this.relation, columns));
  }

  withColumnRenamed(existing: string, renamed: string): DataFrame {
    return this.withColumnsRenamed([[existing, renamed]]);
  }

  /** New names by old names, one after the other. Names that do not exist are ignored. @throws TypeError as `withColumns` */
  withColumnsRenamed(names: NamedValues<string>): DataFrame {
    const renames = orderedPairs(names).map(([colName, newColName]) => ({ colName, newColName }));
    return this.#derive({ case: "withColumnsRenamed", value: { input: this.relation, renames } });
  }

  /** The column with this metadata, which `schema()` shows and files keep. */
  withMetadata(name: string, metadata: Metadata): DataFrame {
    const aliases = [aliasOf(attribute(name, this.#planId), [name], metadata)];
    return this.#derive({ case: "withColumns", value: { input: this.relation, aliases } });
  }

  /** Names that do not exist are ignored. */
  drop(...columns: ListOrEach<ColumnOrName>): DataFrame {
    const given = listed<ColumnOrName>(columns);
    const columnNames = given.filter((column) => typeof column === "string");
    const expressions = given.filter((column) => typeof column !== "string").map(toExpression);
    return this.#derive({ case: "drop", value: { input: this.relation, columnNames, columns: expressions } });
  }

  /** All columns renamed, by position. */
  toDF(...columnNames: ListOrEach<string>): DataFrame {
    return this.#derive({ case: "toDf", value: { input: this.relation, columnNames: listedNames(columnNames) } });
  }

  /** With the columns of a schema, matched by name: in its order, of its types, without others. */
  to<const Schema extends string | StructType>(schema: Schema): DataFrame<RowOf<Schema>> {
    const type = dataTypeToProto(typeof schema === "string" ? parseDdl(schema) : schema);
    return this.#derive({ case: "toSchema", value: { input: this.relation, schema: type } });
  }

  /**
   * A row for each value column of each row: the ids, the value column's name and its value.
   *
   * @param values undefined or null: all columns but the ids
   */
  unpivot(
    ids: ColumnOrName | readonly ColumnOrName[],
    values: ColumnOrName | readonly ColumnOrName[] | null | undefined,
    variableColumnName: string,
    valueColumnName: string,
  ): DataFrame {
    const names = [variableColumnName, valueColumnName] as const;
    const valueColumns = values === null || values === undefined ? undefined : toExpressions([values]);
    return this.#derive(unpivotOf(this.relation, toExpressions([ids]), valueColumns, ...names));
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
  alias(name: string): DataFrame<Columns> {
    return this.#derive({ case: "subqueryAlias", value: { input: this.relation, alias: name } });
  }

  // Other rows

  /** The rows for which the condition, a column or SQL, is true. */
  filter(condition: ColumnOrName): DataFrame<Columns> {
    const expression = typeof condition === "string" ? sqlExpression(condition) : columnExpression(condition);
    return this.#derive({ case: "filter", value: { input: this.relation, condition: expression } });
  }

  where(condition: ColumnOrName): DataFrame<Columns> {
    return this.filter(condition);
  }

  distinct(): DataFrame<Columns> {
    return this.dropDuplicates();
  }

  /** One of the rows that agree in these columns, or in all. */
  dropDuplicates(...columns: ListOrEach<NameIn<Columns>>): DataFrame<Columns> {
    const columnNames = listedNames(columns);
    const value = { columnNames, allColumnsAsKeys: columnNames.length === 0, withinWatermark: false };
    return this.#derive({ case: "deduplicate", value: { input: this.relation, ...value } });
  }

  /**
   * Ascending with nulls first, unless a column says otherwise: `sort("a", desc("b"))`, `sort(["a", "b"], { ascending: [true,
   * false] })`. A number is the position of a column, from 1, as in SQL; a negative one sorts descending. Spark takes positions
   * unless `spark.sql.orderByOrdinal` is false.
   *
   * @throws RangeError for the position 0, or if `ascending` has another length than the columns
   */
  sort(...columns: SortArguments<NameIn<Columns>>): DataFrame<Columns> {
    return this.#sort(columns, true);
  }

  /** `sort` */
  orderBy(...columns: SortArguments<NameIn<Columns>>): DataFrame<Columns> {
    return this.sort(...columns);
  }

  /** Sorts each partition for itself. */
  sortWithinPartitions(...columns: SortArguments<NameIn<Columns>>): DataFrame<Columns> {
    return this.#sort(columns, false);
  }

  limit(limit: number): DataFrame<Columns> {
    return this.#derive({ case: "limit", value: { input: this.relation, limit } });
  }

  /** Without the first rows. */
  offset(offset: number): DataFrame<Columns> {
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

  /**
   * Groups by columns, one by one or in a list; by none, all rows are one group. A number is the position of a column, from 1:
   * for its name the server is asked, so that there is a promise then.
   */
  groupBy(...columns: ListOrEach<ColumnIn<Columns>>): GroupedData<DataFrame>;
  groupBy(...columns: ListOrEach<ColumnIn<Columns> | number>): Promise<GroupedData<DataFrame>>;
  groupBy(...columns: ListOrEach<ColumnOrPosition>): GroupedData<DataFrame> | Promise<GroupedData<DataFrame>> {
    return this.#groupBy("groupBy", columns);
  }

  /** The groups of `groupBy`, of all columns but the last, and so on up to all rows as one group. */
  rollup(...columns: ListOrEach<ColumnIn<Columns>>): GroupedData<DataFrame>;
  rollup(...columns: ListOrEach<ColumnIn<Columns> | number>): Promise<GroupedData<DataFrame>>;
  rollup(...columns: ListOrEach<ColumnOrPosition>): GroupedData<DataFrame> | Promise<GroupedData<DataFrame>> {
    return this.#groupBy("rollup", columns);
  }

  /** The groups of every subset of the columns. */
  cube(...columns: ListOrEach<ColumnIn<Columns>>): GroupedData<DataFrame>;
  cube(...columns: ListOrEach<ColumnIn<Columns> | number>): Promise<GroupedData<DataFrame>>;
  cube(...columns: ListOrEach<ColumnOrPosition>): GroupedData<DataFrame> | Promise<GroupedData<DataFrame>> {
    return this.#groupBy("cube", columns);
  }

  /** Groups for each of the sets; `columns` are those that the result shows. */
  groupingSets(
    sets: readonly (readonly ColumnOrName[])[],
    ...columns: ListOrEach<ColumnOrName>
  ): GroupedData<DataFrame> {
    const expressions = sets.map((set) => toExpressions([set]));
    return this.#group({ type: "groupingSets", by: toExpressions(columns), sets: expressions });
  }

  /** Aggregates over all rows: columns, or a function's name by a column's name. */
  agg(...aggregates: readonly [Column, ...Column[]]): DataFrame;
  agg(functionNames: NamedValues<string>): DataFrame;
  agg(...aggregates: Aggregates): DataFrame {
    return this.groupBy().aggregate(aggregates);
  }

  /**
   * Metrics that Spark computes while rows pass by: in the `observed` of an action's result, by this name, or in the
   * observation.
   *
   * @throws TypeError for an observation that is of another frame already
   */
  observe(observation: string | Observation, ...metrics: readonly [Column, ...Column[]]): DataFrame {
    const name = typeof observation === "string" ? observation : observation.name;
    const value = { input: this.relation, name, metrics: metrics.map(columnExpression) };
    if (typeof observation !== "string") {
      observation.use();
      this.#session.observations.set(name, observation);
    }
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
    return this.#derive(lateralJoinOf(this.relation, this.#sameSession(other), on && columnExpression(on), how));
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
  dropna(options?: DropNa): DataFrame;
  dropna(how: "any" | "all", thresh?: number, subset?: string | readonly string[]): DataFrame;
  dropna(how: DropNa | "any" | "all" = {}, thresh?: number, subset?: string | readonly string[]): DataFrame {
    return typeof how === "string" ? this.na.drop(how, thresh, subset) : this.na.drop(how);
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
  describe(...columns: ListOrEach<string>): DataFrame {
    return this.#derive({ case: "describe", value: { input: this.relation, cols: listedNames(columns) } });
  }

  /** Statistics of all columns of numbers or text: `count`, `mean`, `stddev`, `min`, `25%`, `max`, `count_distinct`, … */
  summary(...statistics: ListOrEach<string>): DataFrame {
    return this.#derive({ case: "summary", value: { input: this.relation, statistics: listedNames(statistics) } });
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
  freqItems(columns: string | readonly string[], support?: number): DataFrame {
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
  async collect<Shape extends object = Columns>(options?: ExecuteOptions): Promise<readonly Shape[]> {
    return (await this.collectWithMetrics<Shape>(options)).rows;
  }

  /** All rows, with the observed metrics, the metrics of each operator and the schema. */
  async collectWithMetrics<Shape extends object = Columns>(options?: ExecuteOptions): Promise<CollectedRows<Shape>> {
    return await collectRelation(this.#session, this.relation, rowObjects<Shape>, options);
  }

  /** All rows by position: for results in which names of columns repeat. */
  async collectRows(options?: ExecuteOptions): Promise<readonly Row[]> {
    const { rows } = await collectRelation(
      this.#session,
      this.relation,
      (names) => (values) => new Row(names, values),
      options,
    );
    return rows;
  }

  /** Rows one by one as they arrive, a batch in memory at a time. */
  async *rows<Shape extends object = Columns>(options?: ExecuteOptions): AsyncGenerator<Shape, void, undefined> {
    const batches = streamRelation(this.#session, this.relation, rowObjects<Shape>, options);
    for await (const batch of batches) yield* batch;
  }

  /**
   * Rows in the batches in which they arrive, one in memory at a time: for work on many rows at once, as PySpark's
   * `foreachPartition` is for. Leaving the loop early stops the work on the server.
   */
  async *batches<Shape extends object = Columns>(
    options?: ExecuteOptions,
  ): AsyncGenerator<readonly Shape[], void, undefined> {
    yield* streamRelation(this.#session, this.relation, rowObjects<Shape>, options);
  }

  /** All rows as one stream in Arrow's IPC format, for libraries that read it. */
  async toArrowStream(options?: ExecuteOptions): Promise<Uint8Array> {
    return await collectArrow(this.#session, this.relation, options);
  }

  /**
   * All rows as a table of `@uwdata/flechette`, column by column. 64-bit integers are bigints, decimals their unscaled bigints,
   * timestamps bigints of microseconds. For other conversions read `toArrowStream` with its `tableFromIPC`. PySpark's `toArrow`.
   */
  async toArrow(options?: ExecuteOptions): Promise<Table> {
    return arrowTable(await this.toArrowStream(options));
  }

  /** The first row, or undefined; with a limit the first rows. PySpark's `head`. */
  async head<Shape extends object = Columns>(): Promise<Shape | undefined>;
  async head<Shape extends object = Columns>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]>;
  async head<Shape extends object = Columns>(
    limit?: number,
    options?: ExecuteOptions,
  ): Promise<Shape | undefined | readonly Shape[]> {
    return limit === undefined ? await this.first<Shape>(options) : await this.take<Shape>(limit, options);
  }

  /** The first row, or undefined if there is none. */
  async first<Shape extends object = Columns>(options?: ExecuteOptions): Promise<Shape | undefined> {
    return (await this.take<Shape>(1, options))[0];
  }

  /** The first rows. */
  async take<Shape extends object = Columns>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#derive({ case: "limit", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The last rows, in order. */
  async tail<Shape extends object = Columns>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#derive({ case: "tail", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The number of rows. */
  async count(options?: ExecuteOptions): Promise<number> {
    const counts = [functionCall("count", [literalExpression(1)])];
    const value = aggregate(this.relation, { type: "groupBy", by: [] }, counts);
    return Number(await this.#compute({ case: "aggregate", value }, options));
  }

  /** Whether there is no row. */
  async isEmpty(options?: ExecuteOptions): Promise<boolean> {
    const rows = await this.#derive({ case: "project", value: { input: this.relation } }).take(1, options);
    return rows.length === 0;
  }

  /**
   * Prints the first rows as a table of text to the standard output: `show()`, `show(5)`, in PySpark's order `show(5, false)`, or
   * `show({ numRows: 5, truncate: false })`.
   */
  async show(options?: ShowOptions, execute?: ExecuteOptions): Promise<void>;
  async show(numRows: number, truncate?: number | boolean, vertical?: boolean): Promise<void>;
  async show(
    first: ShowOptions | number = {},
    second?: ExecuteOptions | number | boolean,
    vertical?: boolean,
  ): Promise<void> {
    const truncate = typeof second === "object" ? undefined : second;
    const options = typeof first === "number" ? { numRows: first, truncate, vertical } : first;
    const text = await this.showString(options, typeof second === "object" ? second : undefined);
    process.stdout.write(`${text}\n`);
  }

  /** The first rows as a table of text. */
  async showString(options: ShowOptions = {}, execute?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, ...shownRows(options) };
    return String(await this.#compute({ case: "showString", value }, execute));
  }

  /** The first rows as an HTML table, as notebooks show it. */
  async htmlString(options: Omit<ShowOptions, "vertical"> = {}, execute?: ExecuteOptions): Promise<string> {
    const { numRows, truncate } = shownRows(options);
    return String(
      await this.#compute({ case: "htmlString", value: { input: this.relation, numRows, truncate } }, execute),
    );
  }

  // Rows elsewhere

  /** Into files, tables or another database. */
  get write(): DataFrameWriter {
    return DataFrameWriter.of(this.#session, this.relation);
  }

  /** Into a table of a catalog. */
  writeTo(table: string): DataFrameWriterV2 {
    return DataFrameWriterV2.of(this.#session, this.relation, table);
  }

  /** Updates, deletes and inserts rows of a table by those of this frame that match the condition. */
  mergeInto(table: string, condition: Column): MergeIntoWriter {
    return MergeIntoWriter.of(this.#session, this.relation, table, condition);
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

  /** `persist` in memory, and on disk where that is too small. */
  async cache(options?: CallOptions): Promise<DataFrame> {
    return await this.persist(StorageLevel.MEMORY_AND_DISK_DESER, options);
  }

  /** Asks Spark to keep the rows once it has computed them. */
  async persist(
    storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_DESER,
    options?: CallOptions,
  ): Promise<DataFrame> {
    const value = { relation: this.relation, storageLevel: checkedLevel(storageLevel) };
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
    if (storageLevel === undefined) return StorageLevel.NONE;
    const { $typeName, $unknown, ...level } = storageLevel;
    return level;
  }

  /** Whether Spark is told to keep its rows. PySpark's `is_cached`. */
  async isCached(options?: CallOptions): Promise<boolean> {
    return keepsRows(await this.storageLevel(options));
  }

  /**
   * The rows without their history, from files in the server's checkpoint directory (`spark.checkpoint.dir`). Spark keeps
   * them until `removeCheckpoint()`, the end of a block that it is declared in with `await using`, the end of the session, or
   * some time after this program has let go of the frame and of all that were made of it.
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

  /**
   * Lets Spark forget what it keeps for this very frame: the rows of a checkpoint, or those of `persist`. For `await using`.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.relation.relType.case === "cachedRemoteRelation") await this.removeCheckpoint();
    else await this.unpersist();
  }

  /** Lets Spark forget the rows of a frame that a checkpoint returned. @throws TypeError for another frame */
  async removeCheckpoint(options?: ExecuteOptions): Promise<void> {
    await removeCheckpoint(this.#session, this.relation, options);
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

  /** Prints the schema as a tree of text to the standard output. @param level how deep to go */
  async printSchema(level?: number, options?: CallOptions): Promise<void> {
    process.stdout.write(`${await this.treeString(level, options)}\n`);
  }

  /** The schema as a tree of text. @param level how deep to go */
  async treeString(level?: number, options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, ...(level !== undefined && { level }) };
    return (await analyze(this.#client, { case: "treeString", value }, options)).treeString;
  }

  /** How Spark would run it. True stands for `extended`, as in PySpark. */
  async explain(mode: ExplainMode | boolean = "simple", options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, explainMode: explainMode(mode) };
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

  #groupBy(type: "groupBy" | "rollup" | "cube", columns: ListOrEach<ColumnOrPosition>) {
    const by = listed<ColumnOrPosition>(columns);
    if (hasNoPosition(by)) return this.#group({ type, by: by.map(toExpression) });
    return this.columns().then((names) =>
      this.#group({ type, by: by.map((key) => toExpression(atPosition(key, names))) }),
    );
  }

  #group(grouping: Grouping): GroupedData<DataFrame> {
    const frame = {
      planId: this.#planId,
      schema: () => this.schema(),
      aggregate: (of: Grouping, aggregates: readonly Expression[]) =>
        this.#derive({ case: "aggregate", value: aggregate(this.relation, of, aggregates) }),
    };
    return new GroupedData(frame, grouping);
  }

  #sort(columns: SortArguments, isGlobal: boolean): DataFrame {
    return this.#derive({ case: "sort", value: { input: this.relation, order: sortOrders(columns), isGlobal } });
  }

  #project(expressions: readonly Expression[]): DataFrame {
    return this.#derive({ case: "project", value: { input: this.relation, expressions: [...expressions] } });
  }

  #own(column: ColumnOrName): Expression {
    return typeof column === "string"
      ? new Column(attribute(column, this.#planId)).expression
      : columnExpression(column);
  }

  async #checkpoint(how: Checkpointing, options: ExecuteOptions | undefined): Promise<DataFrame> {
    return this.#derive(await checkpointOf(this.#session, this.relation, how, options));
  }

  async #createView(
    view: { readonly name: string; readonly isGlobal: boolean; readonly replace: boolean },
    options?: ExecuteOptions,
  ): Promise<void> {
    const value = { input: this.relation, ...view };
    await new PlanExecution(this.#session, commandPlan({ case: "createDataframeView", value }), options).finish();
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

  #derive<Derived extends object>(relType: RelationType): DataFrame<Derived> {
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

function withColumnsOf(input: Relation, columns: NamedValues<Column>): RelationType {
  const aliases = orderedPairs(columns).map(([name, column]) => aliasOf(columnExpression(column), [name]));
  return { case: "withColumns", value: { input, aliases } };
}
