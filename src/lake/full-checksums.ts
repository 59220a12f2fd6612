import { askHead } from "./head-object.ts";
import { LakeError } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";

const ALGORITHMS = ["ChecksumSHA256", "ChecksumCRC64NVME", "ChecksumCRC32C", "ChecksumCRC32", "ChecksumSHA1"] as const;

/** What the store computed over all bytes of an object when it took them: base64 by algorithm. */
export type FullChecksums = ReadonlyMap<(typeof ALGORITHMS)[number], string>;

const NONE: FullChecksums = new Map();

/**
 * None where the store has none of the whole object: for uploads in parts it may have one over the checksums of the parts, which depends on
 * where they end. None, too, where it refuses: checksums of an object that is encrypted with KMS take kms:Decrypt. Reading the object then says
 * what is wrong, if anything is.
 *
 * @param object.etag only of this version @default whatever is there
 */
export async function fullChecksums(
  lake: Lake,
  { key, etag }: { readonly key: string; readonly etag?: string | undefined },
  signal?: AbortSignal,
): Promise<FullChecksums> {
  try {
    const head = await askHead(lake, key, signal, { ChecksumMode: "ENABLED" });
    if (head.ChecksumType !== "FULL_OBJECT" || (etag !== undefined && head.ETag !== etag)) return NONE;
    return new Map(
      ALGORITHMS.flatMap((algorithm) => {
        const value = head[algorithm];
        return value === undefined ? [] : [[algorithm, value] as const];
      }),
    );
  } catch (error) {
    if (error instanceof LakeError && (error.mayBeOfObject || !error.transient)) return NONE;
    throw error;
  }
}

/** Whether bytes are other ones for certain. Equal CRCs are no proof that bytes are equal: whoever likes makes another content of the same CRC. */
export function areOtherBytes(one: FullChecksums, other: FullChecksums): boolean {
  return [...one].some(([algorithm, value]) => (other.get(algorithm) ?? value) !== value);
}

/** Hexadecimal, as the ledger has it. */
export function sha256In(checksums: FullChecksums): string | undefined {
  const value = checksums.get("ChecksumSHA256");
  return value === undefined ? undefined : Buffer.from(value, "base64").toString("hex");
}
