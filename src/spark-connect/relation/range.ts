import type { RelationType } from "./new-relation.ts";

/** @param end if left out, the range ends at `start` and begins at 0 */
export function rangeOf(
  start: number | bigint,
  end: number | bigint | undefined,
  step: number | bigint,
  numPartitions: number | undefined,
): RelationType {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  return { case: "range", value: { start: BigInt(from), end: BigInt(to), step: BigInt(step), numPartitions } };
}
