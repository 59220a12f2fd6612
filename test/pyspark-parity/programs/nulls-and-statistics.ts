import type { DataFrame } from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { sales } = p;
  const frames: Readonly<Record<string, () => DataFrame | Promise<unknown>>> = {
    "fill an integer": () => sales.na.fill(0),
    "fill a fraction in columns": () => sales.fillna(0.5, ["a", "b"]),
    "fill text in a column": () => sales.na.fill("x", "a"),
    "fill a truth value": () => sales.na.fill(false),
    "fill by column": () => sales.na.fill({ a: 1, b: "x", c: 2.5, d: true }),
    drop: () => sales.na.drop(),
    "drop all": () => sales.dropna({ how: "all" }),
    "drop any in columns": () => sales.na.drop({ how: "any", subset: ["a", "b"] }),
    "drop by threshold": () => sales.na.drop({ thresh: 2, subset: ["a"] }),
    "replace a number": () => sales.na.replace(1, 2),
    "replace text in columns": () => sales.replace("x", "y", ["a", "b"]),
    "replace by null": () => sales.na.replace("x", null),
    "replace a list by a value": () => sales.na.replace([1, 2], 3),
    "replace lists": () => sales.na.replace(["x", "y"], ["p", "q"], "a"),
    "replace by a map": () =>
      sales.na.replace(
        new Map([
          [1, 2],
          [3, 4],
        ]),
        null,
        ["a"],
      ),
    "replace a truth value": () => sales.na.replace(true, false),
    crosstab: () => sales.crosstab("a", "b"),
    freqItems: () => sales.freqItems(["a", "b"]),
    "freqItems with support": () => sales.stat.freqItems(["a"], 0.25),
    sampleBy: () =>
      sales.sampleBy(
        "a",
        new Map([
          [1, 0.5],
          [2, 0.25],
        ]),
        7,
      ),
    "sampleBy of text": () => sales.stat.sampleBy("a", { x: 0.5 }, 7),
    cov: () => sales.cov("a", "b"),
    corr: () => sales.corr("a", "b"),
    approxQuantile: () => sales.approxQuantile("a", [0.25, 0.5], 0.1),
    "approxQuantile of columns": () => sales.approxQuantile(["a", "b"], [0.5], 0),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`nulls and statistics: ${name}`, build);
}
