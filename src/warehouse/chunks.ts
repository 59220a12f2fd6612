/** Rows or values per statement: few round trips, and far below the server's packet limit. */
const CHUNK = 1000;

export function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) => items.slice(i * CHUNK, (i + 1) * CHUNK));
}
