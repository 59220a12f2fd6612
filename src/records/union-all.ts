import type { DataFrame } from "../spark-connect/index.ts";

/** The rows of all frames. In halves, so that a plan of many is not as deep as they are many: servers limit how deep a message may nest. */
export function unionAll(frames: readonly [DataFrame, ...DataFrame[]]): DataFrame {
  const [first, second, ...others] = frames;
  if (second === undefined) return first;
  if (others.length === 0) return first.union(second);
  const [middle, ...rest] = frames.slice(Math.ceil(frames.length / 2));
  const [start, ...before] = frames.slice(0, Math.ceil(frames.length / 2));
  if (start === undefined || middle === undefined) throw new Error("Each half of three frames or more has one.");
  return unionAll([start, ...before]).union(unionAll([middle, ...rest]));
}
