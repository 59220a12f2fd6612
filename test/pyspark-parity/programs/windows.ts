import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { Window } = F;
  const by = Window.partitionBy("a", F.col("b"));
  const ordered = by.orderBy("c", F.desc("d"), F.col("e").ascNullsLast());
  const [first, last] = [Window.unboundedPreceding, Window.unboundedFollowing];
  const windows: Readonly<Record<string, F.WindowSpec>> = {
    partition: by,
    order: Window.orderBy(F.col("a").plus(1)),
    "no frame": ordered,
    rows: ordered.rowsBetween(-2, 3),
    "rows to the current one": ordered.rowsBetween(first, Window.currentRow),
    "all rows": ordered.rowsBetween(first, last),
    range: Window.orderBy("a").rangeBetween(-7, 0),
    "range of large distances": Window.orderBy("a").rangeBetween(-3_000_000_000, 3_000_000_000),
    "whole range": Window.partitionBy("a").rangeBetween(first, last),
    "frame first": Window.rowsBetween(0, 1).partitionBy("a"),
  };
  for (const [name, window] of Object.entries(windows)) p.column(`window: ${name}`, () => F.sum("x").over(window));
  p.column("window: rank", () => F.rank().over(ordered));
  p.column("window: lag", () => F.lag("a", 2, 0).over(ordered).alias("before"));
}
