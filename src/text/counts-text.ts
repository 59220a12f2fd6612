type Count = readonly [count: number, one: string, many?: string];

/** `3 files, 2 invalid`; what is zero is left out. */
export function countsText(counts: readonly Count[], none = ""): string {
  const found = counts
    .filter(([count]) => count > 0)
    .map(([count, one, many = one]) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`);
  return found.length === 0 ? none : found.join(", ");
}
