import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

/** A 64-bit integer. The same seed gives the same rows as long as the input's rows and partitions stay the same. */
export type Seed = number | bigint;

export function sampleOf(
  input: Relation,
  { withReplacement, fraction, seed }: { withReplacement: boolean; fraction: number; seed: Seed },
): RelationType {
  const value = { input, lowerBound: 0, upperBound: fraction, withReplacement, seed: BigInt(seed) };
  return { case: "sample", value: { ...value, deterministicOrder: false } };
}

/**
 * A sample for each weight. They take neighbouring ranges of one random number for each row, drawn from the same seed in the
 * same order, so that every row is in exactly one of them.
 */
export function randomSplitOf(input: Relation, weights: readonly number[], seed: Seed): readonly RelationType[] {
  const bounds = cumulativeShares(weights);
  return bounds.slice(1).map((upperBound, index) => ({
    case: "sample",
    value: {
      input,
      lowerBound: bounds[index] ?? 0,
      upperBound,
      withReplacement: false,
      seed: BigInt(seed),
      deterministicOrder: true,
    },
  }));
}

export function randomSeed(): bigint {
  return BigInt.asUintN(63, crypto.getRandomValues(new BigUint64Array(1))[0] ?? 0n);
}

function cumulativeShares(weights: readonly number[]): readonly number[] {
  const negative = weights.find((weight) => !(weight >= 0));
  if (negative !== undefined)
    throw new RangeError(`randomSplit: a weight must not be negative, but one is ${negative}`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError(`randomSplit: the weights must sum up to more than 0, not ${total}`);
  const bounds = [0];
  for (const weight of weights) bounds.push((bounds.at(-1) ?? 0) + weight / total);
  return bounds;
}
