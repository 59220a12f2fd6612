import { choice } from "./choice.ts";
import { describeValue, isPlainObject } from "./describe-value.ts";
import type { FrameFactory } from "./frame-factory.ts";
import { namesOf } from "./list-or-each.ts";
import { type NamedValues, namedPairs } from "./named-values.ts";
import { type FillValue, fillNaOf } from "./relation/fill-na.ts";
import { isReplacements, pairUp, type ReplaceableValue, type Replacements, replaceOf } from "./relation/replace-na.ts";

/** Which rows `dropna` drops. */
export interface DropNa {
  /** Drop a row with `any` null, or one whose values are `all` null. @default "any" */
  readonly how?: "any" | "all";
  /** Drop a row with fewer values than this that are not null; overrides `how`. */
  readonly thresh?: number | undefined;
  /** The columns to look at. @default all */
  readonly subset?: string | readonly string[] | undefined;
}

/** Missing values: `frame.na`, PySpark's `DataFrameNaFunctions`. */
export class DataFrameNaFunctions<Frame> {
  readonly #frame: FrameFactory<Frame>;

  constructor(frame: FrameFactory<Frame>) {
    this.#frame = frame;
  }

  /**
   * Without the rows in which values are null or NaN: `drop({ how: "all", subset: ["a", "b"] })`, or in PySpark's order
   * `drop("all", 2, ["a", "b"])`.
   */
  drop(options?: DropNa): Frame;
  drop(how: "any" | "all", thresh?: number, subset?: string | readonly string[]): Frame;
  drop(first: DropNa | "any" | "all" = {}, second?: number, third?: string | readonly string[]): Frame {
    const given = typeof first === "object" ? first : { how: first, thresh: second, subset: third };
    const { how = "any", thresh, subset = [] } = checkedOptions(given);
    const minNonNulls = thresh ?? choice("How rows are dropped", { any: undefined, all: 1 }, how);
    const value = { input: this.#frame.relation, cols: namesOf(subset) };
    return this.#frame.derive({
      case: "dropNa",
      value: { ...value, ...(minNonNulls !== undefined && { minNonNulls }) },
    });
  }

  /**
   * Null and NaN replaced: by one value in all columns whose type fits it, or in those of `subset`; or by a value for each
   * column that is named.
   */
  fill(value: FillValue | NamedValues<FillValue>, subset: string | readonly string[] = []): Frame {
    const { relation } = this.#frame;
    if (typeof value !== "object") return this.#frame.derive(fillNaOf(relation, [value], namesOf(subset)));
    const pairs = namedPairs(value);
    const [names, values] = [pairs.map(([name]) => name), pairs.map(([, fresh]) => fresh)];
    return this.#frame.derive(fillNaOf(relation, values, names));
  }

  /**
   * Values replaced by others, in all columns whose type fits or in those of `subset`.
   *
   * @param old with `value`: a value or several, to replace by one value or by one for each. Without: new values by old ones
   */
  replace(
    old: ReplaceableValue | readonly ReplaceableValue[] | Replacements,
    value: ReplaceableValue | null | readonly (ReplaceableValue | null)[] = null,
    subset: string | readonly string[] = [],
  ): Frame {
    const replacements = isReplacements(old) ? old : pairUp(old, value);
    return this.#frame.derive(replaceOf(this.#frame.relation, replacements, namesOf(subset)));
  }
}

/** @throws TypeError for what would be taken for no options at all */
function checkedOptions(options: DropNa): DropNa {
  if (isPlainObject(options)) return options;
  throw new TypeError(
    `dropna: expected { how, thresh, subset }, got ${describeValue(options)}. Give columns as { subset: [name, …] }.`,
  );
}
