import { checkTag } from "./wire/check-tag.ts";

/** The tags of what a session runs from now on. */
export class SessionTags implements Iterable<string> {
  readonly #tags = new Set<string>();

  /** @throws TypeError for a tag that Spark does not take: empty, or with a comma */
  add(tag: string): void {
    checkTag(tag);
    this.#tags.add(tag);
  }

  remove(tag: string): void {
    this.#tags.delete(tag);
  }

  clear(): void {
    this.#tags.clear();
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#tags.values();
  }
}
