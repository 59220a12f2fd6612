import { listLevel } from "./list-level.ts";
import type { Lake } from "./open-lake.ts";

/** The folders directly below a folder, each with a `/` at its end, up to 1,000 at a time. What lies in them is not listed. */
export async function* listFolders(
  lake: Lake,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly string[], void, undefined> {
  for await (const { folders } of listLevel(lake, prefix, signal)) if (folders.length > 0) yield folders;
}
