import type { Settings } from "../config/index.ts";
import { isBefore } from "../lake/index.ts";
import { type FileVersion, findByIds, type WaitingFile } from "../warehouse/index.ts";
import type { ComparedObject } from "./compare-range.ts";
import type { RunContext } from "./context/run-context.ts";

/** So many are named in the log of each run; `status` names more. */
const MOST_NAMED = 20;

/** Whether a file has failed so often that only `replay --file` tries it again. */
export function isLeftAside(
  { status, failures }: Pick<FileVersion, "status" | "failures">,
  { maxFileFailures }: Pick<Settings["run"], "maxFileFailures">,
): boolean {
  return status === "Failed" && failures >= maxFileFailures;
}

/** Counts the files that failed too often, and remembers the first. */
export class LeftAside {
  #count = 0;
  #first: readonly WaitingFile[] = [];

  get count(): number {
    return this.#count;
  }

  /** Whether an object is only counted: it is such a file, and replaces none. */
  takes({ same, others }: ComparedObject, settings: Settings["run"]): boolean {
    const isTaken = same !== undefined && others.length === 0 && isLeftAside(same, settings);
    if (isTaken) this.add([same]);
    return isTaken;
  }

  /** In any order. */
  add(files: readonly WaitingFile[]): void {
    this.#count += files.length;
    const isFull = (file: WaitingFile) => {
      const last = this.#first[MOST_NAMED - 1];
      return last !== undefined && isBefore(last.objectKey, file.objectKey);
    };
    for (const file of files) {
      if (isFull(file)) continue;
      this.#first = [...this.#first, file]
        .toSorted((a, b) => (isBefore(a.objectKey, b.objectKey) ? -1 : 1))
        .slice(0, MOST_NAMED);
    }
  }

  async tell({ warehouse, log }: Pick<RunContext, "warehouse" | "log">): Promise<void> {
    const byId = await findByIds(
      warehouse,
      this.#first.map(({ fileId }) => fileId),
    );
    for (const { fileId, objectKey: key } of this.#first) {
      log.warn({ key, fileId }, `${key} is left aside: ${byId.get(fileId)?.reason}`);
    }
  }
}
