import type { FrameFactory } from "./frame-factory.ts";
import { type FillValue, fillNaOf } from "./relation/fill-na.ts";
import { isReplacements, pairUp, type ReplaceableValue, type Replacements, replaceOf } from "./relation/replace-na.ts";

export interface DropNa {
  /** Drop a row with `any` null, or one whose values are `all` null. @default "any" */
  readonly how?: "any" | "all";
  /** Drop a row with fewer values than this that are not null; overrides `how`. */
  readonly thresh?: number;
  /** The columns to look at. @default all */
  readonly subset?: string | readonly string[];
}

/** Missing values: `frame.na`, PySpark's `DataFrameNaFunctions`. */
export class DataFrameNaFunctions<Frame> {
  readonly #frame: FrameFactory<Frame>;

  constructor(frame: FrameFactory<Frame>) {
    this.#frame = frame;
  }

  /** Without the rows in which values are null or NaN. */
  drop({ how = "any", thresh, subset = [] }: DropNa = {}): Frame {
    const minNonNulls = thresh ?? (how === "all" ? 1 : undefined);
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
  fill(value: FillValue | Readonly<Record<string, FillValue>>, subset: string | readonly string[] = []): Frame {
    const { relation } = this.#frame;
    return this.#frame.derive(
      typeof value === "object"
        ? fillNaOf(relation, Object.values(value), Object.keys(value))
        : fillNaOf(relation, [value], namesOf(subset)),
    );
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

function namesOf(subset: string | readonly string[]): string[] {
  return typeof subset === "string" ? [subset] : [...subset];
}
