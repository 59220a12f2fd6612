import { type ColumnOrValue, expressionOf } from "./column.ts";
import { ColumnOperations } from "./column-operations.ts";
import { type ColumnOrName, toExpression, toSortExpression, toSortOrder } from "./column-or-name.ts";
import { sqlExpression } from "./expression/sql-expression.ts";
import type { FrameFactory } from "./frame-factory.ts";
import { DataFrameNaFunctions, type DropNa } from "./na-functions.ts";
import { repartitionByExpression, repartitionById, repartitionByNumber } from "./relation/repartition.ts";
import { randomSeed, randomSplitOf, type Seed, sampleOf } from "./relation/sample.ts";
import { DataFrameStatFunctions } from "./stat-functions.ts";

/** The rows of a frame: fewer of them, in another order, in other partitions, or figures about them. */
export abstract class RowOperations<Frame> extends ColumnOperations<Frame> {
  /** Missing values. */
  get na(): DataFrameNaFunctions<Frame> {
    return new DataFrameNaFunctions(this.#factory);
  }

  /** Statistics. */
  get stat(): DataFrameStatFunctions<Frame> {
    return new DataFrameStatFunctions(this.#factory);
  }

  /** The rows for which the condition, a column or SQL, is true. */
  filter(condition: ColumnOrName): Frame {
    const expression = typeof condition === "string" ? sqlExpression(condition) : condition.expression;
    return this.derive({ case: "filter", value: { input: this.relation, condition: expression } });
  }

  where(condition: ColumnOrName): Frame {
    return this.filter(condition);
  }

  distinct(): Frame {
    return this.dropDuplicates();
  }

  /** One of the rows that agree in these columns, or in all. */
  dropDuplicates(columnNames: readonly string[] = []): Frame {
    const value = { columnNames: [...columnNames], allColumnsAsKeys: columnNames.length === 0, withinWatermark: false };
    return this.derive({ case: "deduplicate", value: { input: this.relation, ...value } });
  }

  /** Ascending with nulls first, unless a column says otherwise. */
  sort(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame {
    return this.#sort(columns, true);
  }

  orderBy(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame {
    return this.sort(...columns);
  }

  sortWithinPartitions(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame {
    return this.#sort(columns, false);
  }

  limit(limit: number): Frame {
    return this.derive({ case: "limit", value: { input: this.relation, limit } });
  }

  /** Without the first rows. */
  offset(offset: number): Frame {
    return this.derive({ case: "offset", value: { input: this.relation, offset } });
  }

  /** Each row with this probability; with replacement, each row this often on average. @default seed a random one */
  sample(fraction: number, seed?: Seed): Frame;
  sample(withReplacement: boolean, fraction: number, seed?: Seed): Frame;
  sample(first: number | boolean, second?: Seed, third?: Seed): Frame {
    const [withReplacement, fraction, seed] =
      typeof first === "boolean" ? [first, Number(second), third] : [false, first, second];
    return this.derive(sampleOf(this.relation, { withReplacement, fraction, seed: seed ?? randomSeed() }));
  }

  /** A frame for each weight, with about that share of the rows. Each row is in exactly one of them. */
  randomSplit(weights: readonly number[], seed: Seed = randomSeed()): readonly Frame[] {
    return randomSplitOf(this.relation, weights, seed).map((part) => this.derive(part));
  }

  /** Count, mean, standard deviation, minimum and maximum of columns, as text. @param columns none: all of numbers or text */
  describe(...columns: readonly string[]): Frame {
    return this.derive({ case: "describe", value: { input: this.relation, cols: [...columns] } });
  }

  /** Statistics of all columns of numbers or text: `count`, `mean`, `stddev`, `min`, `25%`, `max`, `count_distinct`, … */
  summary(...statistics: readonly string[]): Frame {
    return this.derive({ case: "summary", value: { input: this.relation, statistics: [...statistics] } });
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
  crosstab(col1: string, col2: string): Frame {
    return this.stat.crosstab(col1, col2);
  }

  /** `stat.freqItems` */
  freqItems(columns: readonly string[], support?: number): Frame {
    return this.stat.freqItems(columns, support);
  }

  /** `stat.sampleBy` */
  sampleBy(...args: Parameters<DataFrameStatFunctions<Frame>["sampleBy"]>): Frame {
    return this.stat.sampleBy(...args);
  }

  /** `na.drop` */
  dropna(how?: DropNa): Frame {
    return this.na.drop(how);
  }

  /** `na.fill` */
  fillna(...args: Parameters<DataFrameNaFunctions<Frame>["fill"]>): Frame {
    return this.na.fill(...args);
  }

  /** `na.replace` */
  replace(...args: Parameters<DataFrameNaFunctions<Frame>["replace"]>): Frame {
    return this.na.replace(...args);
  }

  /** Tells Spark how to run it; a hint that it does not know is ignored with a warning in its log. */
  hint(name: string, ...parameters: readonly ColumnOrValue[]): Frame {
    const [first] = parameters;
    const list: readonly ColumnOrValue[] = parameters.length === 1 && Array.isArray(first) ? first : parameters;
    const value = { input: this.relation, name, parameters: list.map(expressionOf) };
    return this.derive({ case: "hint", value });
  }

  repartition(numPartitions: number, ...columns: readonly ColumnOrName[]): Frame;
  repartition(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame;
  repartition(...partitioning: readonly (number | ColumnOrName)[]): Frame {
    const { number, columns } = split(partitioning);
    return this.derive(
      number !== undefined && columns.length === 0
        ? repartitionByNumber(this.relation, number, true)
        : repartitionByExpression(this.relation, number, columns.map(toExpression)),
    );
  }

  repartitionByRange(numPartitions: number, ...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame;
  repartitionByRange(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Frame;
  repartitionByRange(...partitioning: readonly (number | ColumnOrName)[]): Frame {
    const { number, columns } = split(partitioning);
    return this.derive(repartitionByExpression(this.relation, number, columns.map(toSortExpression)));
  }

  /** Each row to the partition of this number, from 0, modulo their number. Needs Spark 4.1. */
  repartitionById(numPartitions: number, partitionId: ColumnOrName): Frame {
    return this.derive(repartitionById(this.relation, numPartitions, toExpression(partitionId)));
  }

  /** Fewer partitions without a shuffle. */
  coalesce(numPartitions: number): Frame {
    return this.derive(repartitionByNumber(this.relation, numPartitions, false));
  }

  get #factory(): FrameFactory<Frame> {
    return {
      relation: this.relation,
      derive: (relType) => this.derive(relType),
      compute: (relType, options) => this.compute(relType, options),
    };
  }

  #sort(columns: readonly ColumnOrName[], isGlobal: boolean): Frame {
    return this.derive({ case: "sort", value: { input: this.relation, order: columns.map(toSortOrder), isGlobal } });
  }
}

function split(partitioning: readonly (number | ColumnOrName)[]) {
  const [first] = partitioning;
  return {
    number: typeof first === "number" ? first : undefined,
    columns: partitioning.filter((column) => typeof column !== "number"),
  };
}
