import { areOtherBytes, type FullChecksums, fullChecksums } from "../../lake/index.ts";
import { contentKeyOf, type FileVersion, isAnyRewritten } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** Tells contents apart by what the store computed over all of their bytes, so that they need not be read. Asks once for each file. */
export class ToldApart {
  readonly #run: RunContext;
  readonly #checksums = new Map<number, Promise<FullChecksums>>();
  #anyRewritten: Promise<boolean> | undefined;

  constructor(run: RunContext) {
    this.#run = run;
  }

  /** Those whose content may be that of the file, as far as the store says. */
  async possiblyEqual(file: FileVersion, others: readonly FileVersion[]): Promise<readonly FileVersion[]> {
    const possible: FileVersion[] = [];
    for (const other of others) if (!(await this.#areApart(file, other))) possible.push(other);
    return possible;
  }

  /** One content may be packed into other bytes, so that of gzip the store says nothing. */
  async #areApart(one: FileVersion, other: FileVersion): Promise<boolean> {
    if ([one, other].some(({ objectKey }) => objectKey.endsWith(".gz"))) return false;
    return areOtherBytes(await this.#checksumsOf(one), await this.#checksumsOf(other));
  }

  #checksumsOf(file: FileVersion): Promise<FullChecksums> {
    const known = this.#checksums.get(file.fileId) ?? this.#ask(file);
    this.#checksums.set(file.fileId, known);
    return known;
  }

  async #ask(file: FileVersion): Promise<FullChecksums> {
    const { lake, signal, warehouse } = this.#run;
    const key = contentKeyOf(file);
    if (key === file.objectKey) return await fullChecksums(lake, { key, etag: file.etag }, signal);
    // A kept file out of which a person was erased has not the bytes any more that the ledger knows it by.
    this.#anyRewritten ??= isAnyRewritten(warehouse);
    return (await this.#anyRewritten) ? new Map() : await fullChecksums(lake, { key }, signal);
  }
}
