/** Somebody is to be forgotten, or was nobody: a ledger from before has to be told again. */
export interface JournalErasure {
  readonly erasure: "begun" | "withdrawn";
  /** The dimension, and the key in it. */
  readonly feed: string;
  readonly key: number;
}

/** A kept file is about to be rewritten: its new content stands for the one that was uploaded. Both as SHA-256. */
export interface JournalRewriting {
  readonly rewritten: string;
  readonly standsFor: string;
}

export function isErasure(fields: Readonly<Record<string, unknown>>): fields is JournalErasure & typeof fields {
  const { erasure, feed, key } = fields;
  return (erasure === "begun" || erasure === "withdrawn") && typeof feed === "string" && typeof key === "number";
}

export function isRewriting(fields: Readonly<Record<string, unknown>>): fields is JournalRewriting & typeof fields {
  return [fields["rewritten"], fields["standsFor"]].every((hash) => typeof hash === "string" && SHA256.test(hash));
}

const SHA256 = /^[0-9a-f]{64}$/;
