import { columnTypes, type Mart } from "../../../job/index.ts";
import { type Column, coalesce, col, count, type DataFrame, lit, sum } from "../../../spark-connect/index.ts";
import { martRowsQuery } from "../../../warehouse/index.ts";
import { jdbcOptions } from "../../transform/jdbc.ts";
import type { VerifyContext } from "./verify-context.ts";

/** A row that one of the two has and the other has not; a row with another value is two of them. */
export interface RowDifference {
  readonly mart: string;
  readonly found: "only computed" | "only in the mart";
  /** By column, as text. */
  readonly row: Readonly<Record<string, string | null>>;
}

export interface MartDifferences {
  readonly mart: string;
  /** How many rows there are that only one of the two has. */
  readonly differing: number;
  /** The first of them, by key. */
  readonly rows: readonly RowDifference[];
}

/** Holds the rows of a mart against those that were computed from all sales of its months. */
export async function martDifferences(
  { spark, settings, signal }: VerifyContext,
  mart: Mart,
  computed: DataFrame,
  { months, limit }: { readonly months: readonly string[]; readonly limit: number },
): Promise<MartDifferences> {
  const types = columnTypes(mart);
  const columns = Object.keys(types);
  const query = martRowsQuery(mart, columns, months);
  const present = spark.read.jdbc({ ...(await jdbcOptions(settings)), query });
  const side = (rows: DataFrame, weight: number) =>
    rows.select(...Object.entries(types).map(textOf), lit(weight).alias(SIDE));
  // One pass over the sales: rows that both have weigh nothing. To group by NULL finds equals, too.
  const differing = side(computed, 1)
    .union(side(present, -1))
    .groupBy(...columns)
    .agg(coalesce(sum(SIDE), lit(0)).alias(SIDE))
    .filter(col(SIDE).ne(0));
  const [counted] = await differing.agg(count(lit(1)).alias("rows")).collect<{ readonly rows: bigint }>({ signal });
  const total = Number(counted?.rows ?? 0n);
  const found =
    total === 0
      ? []
      : await differing
          .orderBy([...Object.keys(mart.key), col(SIDE).desc()])
          .limit(limit)
          .collect<Weighed>({ signal });
  return { mart: mart.name, differing: total, rows: found.map((row) => difference(mart.name, columns, row)) };
}

const SIDE = "verify_side";

type Weighed = Readonly<Record<string, string | null>> & { readonly verify_side: bigint };

function difference(mart: string, columns: readonly string[], weighed: Weighed): RowDifference {
  return {
    mart,
    found: weighed.verify_side > 0n ? "only computed" : "only in the mart",
    row: Object.fromEntries(columns.map((name) => [name, weighed[name] ?? null])),
  };
}

/** A plan may give an amount with fewer decimals than MySQL writes. */
function textOf([name, type]: readonly [name: string, type: string]): Column {
  const value = /^DECIMAL/i.test(type) ? col(name).cast(type) : col(name);
  return value.cast("string").alias(name);
}
