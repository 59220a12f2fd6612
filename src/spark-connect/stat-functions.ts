import { type ColumnOrName, toExpression } from "./column-or-name.ts";
import { literal, type ScalarValue } from "./expression/literal.ts";
import type { FrameFactory } from "./frame-factory.ts";
import { type KeyedValues, keyedPairs } from "./keyed-values.ts";
import { namesOf } from "./list-or-each.ts";
import { randomSeed, type Seed } from "./relation/sample.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

/** Statistics: `frame.stat`, PySpark's `DataFrameStatFunctions`. */
export class DataFrameStatFunctions<Frame> {
  readonly #frame: FrameFactory<Frame>;

  constructor(frame: FrameFactory<Frame>) {
    this.#frame = frame;
  }

  /**
   * Approximate quantiles of numeric columns, for each column as many as there are probabilities.
   *
   * @param probabilities 0 is the minimum, 0.5 the median, 1 the maximum
   * @param relativeError 0 for exact quantiles, which is expensive
   */
  async approxQuantile(
    column: string,
    probabilities: readonly number[],
    relativeError: number,
    options?: ExecuteOptions,
  ): Promise<readonly number[]>;
  async approxQuantile(
    columns: readonly string[],
    probabilities: readonly number[],
    relativeError: number,
    options?: ExecuteOptions,
  ): Promise<readonly (readonly number[])[]>;
  async approxQuantile(
    columns: string | readonly string[],
    probabilities: readonly number[],
    relativeError: number,
    options?: ExecuteOptions,
  ): Promise<readonly number[] | readonly (readonly number[])[]> {
    const cols = typeof columns === "string" ? [columns] : [...columns];
    const value = { input: this.#frame.relation, cols, probabilities: [...probabilities], relativeError };
    const quantiles = await this.#frame.compute({ case: "approxQuantile", value }, options);
    const lists = listOf(quantiles).map((list) => listOf(list).map(Number));
    return typeof columns === "string" ? (lists[0] ?? []) : lists;
  }

  /** The Pearson correlation of two columns. */
  async corr(col1: string, col2: string, options?: ExecuteOptions): Promise<number> {
    const value = { input: this.#frame.relation, col1, col2, method: "pearson" };
    return Number(await this.#frame.compute({ case: "corr", value }, options));
  }

  /** The sample covariance of two columns. */
  async cov(col1: string, col2: string, options?: ExecuteOptions): Promise<number> {
    const value = { input: this.#frame.relation, col1, col2 };
    return Number(await this.#frame.compute({ case: "cov", value }, options));
  }

  /** How often each pair of values occurs: a row for each value of `col1`, a column for each of `col2`. */
  crosstab(col1: string, col2: string): Frame {
    return this.#frame.derive({ case: "crosstab", value: { input: this.#frame.relation, col1, col2 } });
  }

  /** Values that occur in at least this share of the rows, and perhaps others, as an array for each column. */
  freqItems(columns: string | readonly string[], support = 0.01): Frame {
    const value = { input: this.#frame.relation, cols: namesOf(columns), support };
    return this.#frame.derive({ case: "freqItems", value });
  }

  /**
   * A share, from 0 to 1, of the rows with each of these values; of rows with another value none. Give values that are not text
   * in a Map or in pairs: `sampleBy("k", [[0, 0.1], [1, 0.5]])`.
   *
   * @throws TypeError for an object with a key that looks like a number
   */
  sampleBy(column: ColumnOrName, fractions: KeyedValues<ScalarValue, number>, seed: Seed = randomSeed()): Frame {
    const shares = keyedPairs<ScalarValue, number>("sampleBy", fractions);
    return this.#frame.derive({
      case: "sampleBy",
      value: {
        input: this.#frame.relation,
        col: toExpression(column),
        fractions: shares.map(([stratum, fraction]) => ({ stratum: literal(stratum), fraction })),
        seed: BigInt(seed),
      },
    });
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
