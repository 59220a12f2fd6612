import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { sales } = p;
  const total = F.sum("x").alias("total");
  const frames: Readonly<Record<string, () => F.DataFrame>> = {
    groupBy: () => sales.groupBy("a", F.col("b")).agg(total, F.max("y")),
    "groupBy an expression": () => sales.groupBy(F.year("day").alias("y")).agg(total),
    "groupBy nothing": () => sales.groupBy().agg(total),
    agg: () => sales.agg(total),
    "agg of names": () => sales.groupBy("a").agg({ x: "sum", y: "max" }),
    "agg of a star": () => sales.agg({ "*": "count" }),
    count: () => sales.groupBy("a").count(),
    sum: () => sales.groupBy("a").sum("x", "y"),
    avg: () => sales.groupBy("a").avg("x"),
    mean: () => sales.groupBy("a").mean("x"),
    min: () => sales.groupBy("a").min("x"),
    max: () => sales.groupBy("a").max("x", "y"),
    rollup: () => sales.rollup("a", "b").agg(total),
    cube: () => sales.cube("a", F.col("b")).agg(total),
    "grouping sets": () => sales.groupingSets([["a", "b"], [F.col("a")], []], "a", "b").agg(total),
    pivot: () => sales.groupBy("a").pivot("b").agg(total),
    "pivot of values": () => sales.groupBy("a").pivot("b", ["x", "y"]).sum("x"),
    "pivot of numbers": () => sales.groupBy("a").pivot("b", [1, 2]).agg(total),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`groups: ${name}`, build);
}
