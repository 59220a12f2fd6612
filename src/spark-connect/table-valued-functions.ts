import { type ColumnOrName, toExpression } from "./column-or-name.ts";
import type { DataFrame } from "./data-frame.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import type { RelationType } from "./relation/new-relation.ts";
import { rangeOf } from "./relation/range.ts";

/** Functions that return tables: `spark.tvf`, PySpark's `TableValuedFunction`. Useful in a lateral join. */
export class TableValuedFunctions {
  readonly #frame: (relType: RelationType) => DataFrame;

  constructor(frame: (relType: RelationType) => DataFrame) {
    this.#frame = frame;
  }

  /** Integers from `start` up to `end`, which is not included, as the BIGINT column `id`. */
  range(start: number | bigint, end?: number | bigint, step: number | bigint = 1, numPartitions?: number): DataFrame {
    return this.#frame(rangeOf(start, end, step, numPartitions));
  }

  /** A row for each element of an array (`col`), or for each entry of a map (`key`, `value`). */
  explode(collection: ColumnOrName): DataFrame {
    return this.#call("explode", collection);
  }

  /** The same, and a row of nulls if there is no element. */
  explodeOuter(collection: ColumnOrName): DataFrame {
    return this.#call("explode_outer", collection);
  }

  /** `explode` with the element's index, from 0, as `pos`. */
  posexplode(collection: ColumnOrName): DataFrame {
    return this.#call("posexplode", collection);
  }

  posexplodeOuter(collection: ColumnOrName): DataFrame {
    return this.#call("posexplode_outer", collection);
  }

  /** A row for each struct of an array, a column for each of its fields. */
  inline(structs: ColumnOrName): DataFrame {
    return this.#call("inline", structs);
  }

  inlineOuter(structs: ColumnOrName): DataFrame {
    return this.#call("inline_outer", structs);
  }

  /** The values of some keys of a JSON object, as text in the columns `c0`, `c1`, … */
  jsonTuple(json: ColumnOrName, ...fields: readonly [ColumnOrName, ...ColumnOrName[]]): DataFrame {
    return this.#call("json_tuple", json, ...fields);
  }

  /** The values spread over `rows` rows. */
  stack(rows: ColumnOrName, ...values: readonly ColumnOrName[]): DataFrame {
    return this.#call("stack", rows, ...values);
  }

  /** A row for each element of a variant (`pos`, `key`, `value`). */
  variantExplode(variant: ColumnOrName): DataFrame {
    return this.#call("variant_explode", variant);
  }

  variantExplodeOuter(variant: ColumnOrName): DataFrame {
    return this.#call("variant_explode_outer", variant);
  }

  /** All collations that Spark knows. */
  collations(): DataFrame {
    return this.#call("collations");
  }

  /** All keywords of Spark's SQL, and which are reserved. */
  sqlKeywords(): DataFrame {
    return this.#call("sql_keywords");
  }

  #call(functionName: string, ...columns: readonly ColumnOrName[]): DataFrame {
    const args: Expression[] = columns.map(toExpression);
    return this.#frame({ case: "unresolvedTableValuedFunction", value: { functionName, arguments: args } });
  }
}
