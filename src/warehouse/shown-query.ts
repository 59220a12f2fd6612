import type { DimensionFeed } from "../feeds/index.ts";
import type { ShownColumns } from "../job/index.ts";
import { effectiveDimensionQuery } from "./dimensions.ts";

/** A SELECT of what the rows of `query` say, by `shown_key`: no two rows have the same. */
export function sayingOf(shown: ShownColumns, query = effectiveDimensionQuery(shown.dimension)): string {
  const { by, dimension, columns } = shown;
  const { key } = dimension.dimension;
  const expressions = Object.entries(columns).map(([name, { from }]) => `${from} AS ${name}`);
  if (by === undefined) return `SELECT ${[`${key} AS shown_key`, ...expressions].join(", ")} FROM (${query}) d`;
  const matched = comparable(dimension, by, by);
  // The key is made within the window's SELECT, whose rows MariaDB can index; by an expression outside it, it would compare all with all.
  return `SELECT ${["shown_key", ...expressions].join(", ")}
    FROM (
      SELECT d.*, ${matched} AS shown_key, ROW_NUMBER() OVER (PARTITION BY ${matched} ORDER BY ${key}) AS shown_place
      FROM (${query}) d
      WHERE ${by} IS NOT NULL
    ) d
    WHERE shown_place = 1`;
}

/** The join condition of rows of the mart, as `mart`, and of `sayingOf`, as `saying`. */
export function isSaidOf({ by, dimension, on }: ShownColumns, saying: string, mart: string): string {
  const value = `${mart}.${on}`;
  return `${saying}.shown_key = ${by === undefined ? value : comparable(dimension, by, value)}`;
}

/**
 * Texts by a digest of their bytes, as Spark compares them: the table may be another's, whose collation takes 'Tea', 'tea' and 'tea '
 * for one. A digest is short enough for an index.
 */
function comparable({ columns }: DimensionFeed, by: string, value: string): string {
  const isNumber = columns.some(({ name, kind }) => name === by && kind === "integer");
  return isNumber ? value : `SHA2(CONVERT(${value} USING utf8mb4), 256)`;
}
