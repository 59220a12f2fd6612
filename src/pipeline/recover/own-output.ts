import { batchOfKey, fileOfKey } from "../../lake/index.ts";
import { batchStates, knownFiles, type Warehouse } from "../../warehouse/index.ts";

/** Of keys and folders, those that a batch or a file of this ledger has: all others are somebody else's. */
export async function ownOf(warehouse: Warehouse, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const batches = await batchStates(warehouse, [...new Set(keys.flatMap((key) => batchOfKey(key) ?? []))]);
  const files = await knownFiles(warehouse, [...new Set(keys.flatMap((key) => fileOfKey(key) ?? []))]);
  const isOwn = (key: string) => {
    const [batchId, fileId] = [batchOfKey(key), fileOfKey(key)];
    if (batchId !== undefined) return batches.has(batchId) || isScratchOfDoctor(batchId);
    return fileId !== undefined && files.has(fileId);
  };
  return new Set(keys.filter(isOwn));
}

/** `doctor` works outside the ledger, and names its scratch by a batch that no run has: attempts count from 1. */
function isScratchOfDoctor(batchId: string): boolean {
  return batchId.endsWith("-0");
}
