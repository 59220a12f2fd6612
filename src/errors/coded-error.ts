/**
 * Base of the pipeline's errors: what failed, in a word that programs can tell apart, and whether doing the same again may help.
 * The errors of the Spark client carry the same two.
 */
export abstract class CodedError extends Error {
  /** In snake case; where the message begins with a code, this one. */
  abstract readonly code: string;
  /** The same may succeed when it is done again, without anything being mended. */
  abstract readonly transient: boolean;
}
