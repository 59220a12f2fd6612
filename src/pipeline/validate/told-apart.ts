import {
  areOtherBytes,
  areOtherEnds,
  type ChecksummedVersion,
  type ContentEnds,
  contentEnds,
  headChecksums,
  isGzip,
} from "../../lake/index.ts";
import { contentKeyOf, type FileVersion, isAnyRewritten } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/**
 * Tells contents of one size apart by what the store computed over all of their bytes, or by what they begin and end with, so that they need
 * not be read whole. Asks once for each file.
 */
export class ToldApart {
  readonly #run: RunContext;
  readonly #versions = new Map<number, Promise<ChecksummedVersion | undefined>>();
  readonly #ends = new Map<number, Promise<ContentEnds>>();
  #anyRewritten: Promise<boolean> | undefined;

  constructor(run: RunContext) {
    this.#run = run;
  }

  /** Those whose content may be that of the file. */
  async possiblyEqual(file: FileVersion, others: readonly FileVersion[]): Promise<readonly FileVersion[]> {
    const possible: FileVersion[] = [];
    for (const other of others) if (!(await this.#areApart(file, other))) possible.push(other);
    return possible;
  }

  async #areApart(one: FileVersion, other: FileVersion): Promise<boolean> {
    const version = await this.#versionOf(one);
    const otherVersion = await this.#versionOf(other);
    if (version === undefined || otherVersion === undefined) return false;
    // One content may be packed into other bytes.
    const isPacked = [one, other].some(({ objectKey }) => isGzip(objectKey));
    if (!isPacked && areOtherBytes(version.checksums, otherVersion.checksums)) return true;
    return areOtherEnds(await this.#endsOf(one, version), await this.#endsOf(other, otherVersion));
  }

  #versionOf(file: FileVersion): Promise<ChecksummedVersion | undefined> {
    return remembered(this.#versions, file, () => this.#askVersion(file));
  }

  #endsOf(file: FileVersion, { etag }: ChecksummedVersion): Promise<ContentEnds> {
    const { lake, signal } = this.#run;
    const object = { key: contentKeyOf(file), etag, sizeBytes: file.sizeBytes };
    return remembered(this.#ends, file, () => contentEnds(lake, object, signal));
  }

  async #askVersion(file: FileVersion): Promise<ChecksummedVersion | undefined> {
    const { lake, signal } = this.#run;
    const key = contentKeyOf(file);
    const isKept = key !== file.objectKey;
    // A kept file out of which a person was erased has not the bytes any more that the ledger knows it by.
    if (isKept && (await this.#hasRewritten())) return undefined;
    const head = await headChecksums(lake, key, signal);
    if (isKept || head?.etag === file.etag) return head;
    // Replaced, gone, or not told: what is asked for next is this version.
    return { etag: file.etag, checksums: new Map() };
  }

  #hasRewritten(): Promise<boolean> {
    this.#anyRewritten ??= isAnyRewritten(this.#run.warehouse);
    return this.#anyRewritten;
  }
}

function remembered<Value>(
  known: Map<number, Promise<Value>>,
  { fileId }: FileVersion,
  ask: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(fileId) ?? ask();
  known.set(fileId, value);
  return value;
}
