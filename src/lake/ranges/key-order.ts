/** In the order of their UTF-8 bytes, as S3 lists keys. */
export function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}

/** Whether keys ascend, all of them behind `after`. */
export function ascend(keys: readonly string[], after: string): boolean {
  return keys.every((key, index) => isBefore(keys[index - 1] ?? after, key));
}
