import type { FoundDays, ListedObject } from "../../lake/index.ts";

/** Beyond so many files, each is read anew for every interval. */
const MOST_FILES = 100_000;

/** On which days the rows of files are that were looked into once: for commands that go through several intervals. */
export class KnownDays {
  readonly #known = new Map<string, FoundDays & { readonly etag: string }>();

  of({ key, etag }: ListedObject): FoundDays | undefined {
    const found = this.#known.get(key);
    return found?.etag === etag ? found : undefined;
  }

  add({ key, etag }: ListedObject, days: FoundDays): void {
    if (this.#known.size < MOST_FILES || this.#known.has(key)) this.#known.set(key, { ...days, etag });
  }
}
