import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Long enough for a collection to cost nothing beside the reading, and short beside the memory that the program has anyway. */
const BYTES_BETWEEN = 8 * 2 ** 20;

let passedBytes = 0;
let collectYoung: (() => void) | undefined;

/**
 * To be told of each piece of content that was dealt with. V8 collects its young objects when those have filled the space that it keeps for
 * them, and counts for a piece only the few bytes that stand for it there, not the 64 KiB that it holds outside: where S3 is quick, some
 * 100 MB of pieces would wait to be collected (docs/performance.md).
 */
export function pieceHasPassed(bytes: number): void {
  passedBytes += bytes;
  if (passedBytes < BYTES_BETWEEN) return;
  passedBytes = 0;
  collectYoung ??= youngCollector();
  collectYoung();
}

function youngCollector(): () => void {
  setFlagsFromString("--expose-gc");
  // The flag counts for contexts that are made after it.
  const collect: unknown = runInNewContext("gc");
  // Without it there is more memory in use, and nothing else is different.
  return typeof collect === "function" ? () => collect({ type: "minor" }) : () => {};
}
