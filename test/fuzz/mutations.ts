import fc from "fast-check";

/** What is done to the bytes of a file; places are shares of its length, so that a mutation fits a file of any length. */
export type Mutation =
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "cut"; readonly at: number; readonly length: number }
  | { readonly kind: "keep"; readonly at: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "overwrite"; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "repeat"; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: "swap"; readonly at: number; readonly to: number; readonly length: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 1, max: 64 });

/** Rows of one byte: blanks, quotes, brackets, line ends, bytes that open lists, structs and maps or go on with a number. */
const ROW_BYTES = [
  0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x3b, 0x5b, 0x7b, 0x61, 0x80, 0xff, 0x15, 0x18, 0x19, 0x1b, 0x1c,
];
const row = fc
  .tuple(fc.constantFrom(...ROW_BYTES), fc.constantFrom(1, 10, 300, 5_000, 70_000))
  .map(([byte, times]) => new Uint8Array(times).fill(byte));

/** What texts and footers give a meaning to. */
const TOKENS = [
  '""',
  "\r\n",
  "sep=|\n",
  "\ufeff",
  "\u202e",
  "\u001b[31m",
  "\ud800",
  '{"a":',
  "]}",
  "customer_id",
  ",,,,",
  "PAR1",
];
const token = fc.constantFrom(...TOKENS).map((text) => new Uint8Array(Buffer.from(text)));
const bytes = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 16 }), token, row);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: share, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant("cut" as const), at: share, length }),
  fc.record({ kind: fc.constant("keep" as const), at: share }),
  fc.record({ kind: fc.constant("insert" as const), at: share, bytes }),
  fc.record({ kind: fc.constant("overwrite" as const), at: share, bytes }),
  fc.record({ kind: fc.constant("repeat" as const), at: share, length, times: fc.constantFrom(2, 30, 3_000) }),
  fc.record({ kind: fc.constant("swap" as const), at: share, to: share, length }),
);

export const mutations = fc.array(mutation, { minLength: 0, maxLength: 6 });

/** No file grows beyond it, however often its parts are repeated. */
const MOST_BYTES = 2 * 1024 * 1024;

export function mutated(content: Buffer, steps: readonly Mutation[]): Buffer {
  return steps.reduce((before, step) => Buffer.from(mutate(before, step).subarray(0, MOST_BYTES)), content);
}

function mutate(before: Buffer, step: Mutation): Buffer {
  const at = Math.floor(step.at * before.length);
  const join = (...parts: readonly Uint8Array[]) => Buffer.concat(parts);
  switch (step.kind) {
    case "flip": {
      const after = Buffer.from(before);
      if (at < after.length) after[at] = (after[at] ?? 0) ^ (1 << step.bit);
      return after;
    }
    case "cut":
      return join(before.subarray(0, at), before.subarray(at + step.length));
    case "keep":
      return before.subarray(0, at);
    case "insert":
      return join(before.subarray(0, at), step.bytes, before.subarray(at));
    case "overwrite":
      return join(before.subarray(0, at), step.bytes, before.subarray(at + step.bytes.length));
    case "repeat": {
      const part = before.subarray(at, at + step.length);
      return join(before.subarray(0, at), ...Array.from({ length: step.times }, () => part), before.subarray(at));
    }
    case "swap": {
      const part = before.subarray(at, at + step.length);
      const rest = join(before.subarray(0, at), before.subarray(at + step.length));
      const to = Math.floor(step.to * rest.length);
      return join(rest.subarray(0, to), part, rest.subarray(to));
    }
  }
}
