import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

const HOWS = [
  "inner",
  "outer",
  "full",
  "fullouter",
  "full_outer",
  "left",
  "leftouter",
  "left_outer",
  "right",
  "rightouter",
  "right_outer",
  "semi",
  "leftsemi",
  "left_semi",
  "anti",
  "leftanti",
  "left_anti",
  "cross",
] as const satisfies readonly F.JoinHow[];

export function programs(p: Programs): void {
  const { sales, stores } = p;
  const { col } = F;
  const same = sales.col("id").eq(stores.col("id"));
  const frames: Readonly<Record<string, () => F.DataFrame>> = {
    "join without a condition": () => sales.join(stores),
    "join on a name": () => sales.join(stores, "id"),
    "join on names": () => sales.join(stores, ["id", "day"], "left"),
    "join on a condition": () => sales.join(stores, same, "inner"),
    "join on conditions": () => sales.join(stores, [same, col("x").gt(1), col("y").gt(2)], "right"),
    "join of itself": () => sales.alias("l").join(sales.alias("r"), col("l.id").eq(col("r.parent")), "left"),
    crossJoin: () => sales.crossJoin(stores),
    union: () => sales.union(stores),
    unionAll: () => sales.unionAll(stores),
    unionByName: () => sales.unionByName(stores),
    "unionByName with missing columns": () => sales.unionByName(stores, { allowMissingColumns: true }),
    intersect: () => sales.intersect(stores),
    intersectAll: () => sales.intersectAll(stores),
    subtract: () => sales.subtract(stores),
    exceptAll: () => sales.exceptAll(stores),
    lateralJoin: () => sales.lateralJoin(p.spark.tvf.explode(col("items").outer())),
    "lateralJoin with a condition": () =>
      sales.lateralJoin(stores.filter(col("id").eq(col("sales.id").outer())), col("x").gt(1), "left"),
    "as-of join": () => sales.joinAsOf(stores, "t", "u"),
    "as-of join with all": () =>
      sales.joinAsOf(stores, sales.col("t"), "u", {
        on: ["id"],
        how: "left",
        tolerance: F.lit(3),
        allowExactMatches: false,
        direction: "nearest",
      }),
    "scalar subquery": () => sales.select("a", stores.agg(F.max("x")).scalar().alias("m")),
    "exists subquery": () => sales.where(stores.where(col("id").eq(col("sales.id").outer())).exists()),
    "in subquery": () => sales.where(col("id").isin(stores.select("id"))),
    "in subquery of a row": () => sales.where(F.struct("id", col("day")).isin(stores.select("id", "day"))),
    "subquery in withColumn": () => sales.withColumn("m", stores.select("x").scalar()),
    "subquery in sort": () => sales.orderBy(stores.select("x").scalar()),
    "two subqueries": () =>
      sales.where(
        col("a")
          .gt(stores.select("x").scalar())
          .and(col("b").isin(stores.select("y"))),
      ),
    "subquery in a subquery": () =>
      sales.where(
        col("a").gt(
          stores
            .where(col("x").eq(sales.agg(F.max("a")).scalar()))
            .select("y")
            .scalar(),
        ),
      ),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`frames: ${name}`, build);
  for (const how of HOWS) p.program(`join: ${how}`, () => sales.join(stores, same, how));
}
