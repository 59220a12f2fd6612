/** The text that counts, by key. */
export type TextsByKey = ReadonlyMap<string, string>;

/**
 * What counts after a run, told as the contract tells it: whatever is overwritten with another text counts no more; a text that
 * counts elsewhere counts there; of equal new ones the first key counts. A header alone takes away, and is never a duplicate.
 */
export function afterRun(before: TextsByKey, landed: TextsByKey): TextsByKey {
  const overwritten = [...landed].filter(([key, text]) => before.has(key) && before.get(key) !== text);
  const after = new Map(before);
  for (const [key] of overwritten) after.delete(key);
  const counted = new Set([...after.values()].filter(hasRows));
  for (const [key, text] of [...landed].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (counted.has(text)) continue;
    after.set(key, text);
    if (hasRows(text)) counted.add(text);
  }
  return after;
}

function hasRows(text: string): boolean {
  return text.trimEnd().includes("\n");
}
