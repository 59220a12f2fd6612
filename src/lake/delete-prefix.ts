import { deleteObjects } from "./delete-objects.ts";
import { listPages } from "./list-objects.ts";
import type { Lake } from "./open-lake.ts";

/**
 * Removes every object below a folder and returns how many there were.
 *
 * @throws RangeError if `prefix` is no folder: `a/b` would take `a/bc` with it
 */
export async function deletePrefix(lake: Lake, prefix: string, signal?: AbortSignal): Promise<number> {
  if (!prefix.endsWith("/") || prefix === "/") throw new RangeError(`not a folder of the lake: "${prefix}"`);
  let deleted = 0;
  for await (const page of listPages(lake, prefix, signal)) {
    await deleteObjects(
      lake,
      page.map(({ key }) => key),
      signal,
    );
    deleted += page.length;
  }
  return deleted;
}
