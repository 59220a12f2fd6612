/**
 * A seeded source of random integers: the same seed and label give the same numbers on every machine.
 *
 * The generator is xoshiro128** (Blackman and Vigna). Only 32-bit integer arithmetic is used, because `Math.pow` and
 * `Math.log` may differ between versions of the JavaScript engine. Each label is a stream of its own, so that one
 * day's sales can be made again without making the days before it.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, label: string) {
    let hash = mix32(seed);
    for (let i = 0; i < label.length; i++) hash = mix32(hash ^ label.charCodeAt(i));
    // Different inputs of the mixer give different outputs, so never four zeros: the one state xoshiro cannot leave.
    this.#a = mix32(hash ^ 1);
    this.#b = mix32(hash ^ 2);
    this.#c = mix32(hash ^ 3);
    this.#d = mix32(hash ^ 4);
  }

  /** 0 to 2^32 - 1. */
  uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  /** 0 to `limit` - 1; the bias is below `limit` / 2^32, which sample data can bear. */
  below(limit: number): number {
    return Math.floor((this.uint32() / 0x1_0000_0000) * limit);
  }

  /** `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  pick<T>(values: readonly T[]): T {
    return valueAt(values, this.below(values.length));
  }

  /** An index, chosen in proportion to the weights, given as running totals. */
  weighted(runningTotals: readonly number[]): number {
    const point = this.below(runningTotals.at(-1) ?? 0);
    return runningTotals.findIndex((total) => point < total);
  }

  /**
   * 0 to `count` - 1, small numbers far more often: half of the choices fall in the first fifth, and within that
   * fifth the same holds again, down to a handful of equals.
   */
  heavyTailed(count: number): number {
    let size = count;
    while (size >= 25 && this.percent(50)) size = Math.floor(size / 5);
    return this.below(size);
  }
}

/** Scrambles 32 bits (the finalizer of MurmurHash3): neighbouring inputs give unrelated outputs. */
export function mix32(value: number): number {
  let bits = (value + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

export function runningTotals(weights: readonly number[]): readonly number[] {
  let total = 0;
  return weights.map((weight) => {
    total += weight;
    return total;
  });
}

/** An element that must exist; the type system cannot see that an index is in range. */
export function valueAt<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${values.length}.`);
  return value;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
