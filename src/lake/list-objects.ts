import { type ListedObject, listPage } from "./list-page.ts";
import type { Lake } from "./open-lake.ts";

/** The objects whose keys start with `prefix`, in the order of their keys, up to 1,000 at a time; with `after`, those behind that key. */
export async function* listPages(
  lake: Lake,
  prefix: string,
  signal?: AbortSignal,
  after?: string,
): AsyncGenerator<readonly ListedObject[], void, undefined> {
  let continuation: string | undefined;
  do {
    const page = await listPage(lake, { prefix, after, continuation, signal });
    if (page.objects.length > 0) yield page.objects;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
