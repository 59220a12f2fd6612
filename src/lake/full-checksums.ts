import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { askHead } from "./head-object.ts";
import { isRefusal } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";

const ALGORITHMS = ["ChecksumSHA256", "ChecksumCRC64NVME", "ChecksumCRC32C", "ChecksumCRC32", "ChecksumSHA1"] as const;

type Algorithm = (typeof ALGORITHMS)[number];

/** What the store computed over all bytes of an object when it took them: base64 by algorithm. */
export type FullChecksums = ReadonlyMap<Algorithm, string>;

/** What the store says of the version of an object that is there. */
export interface ChecksummedVersion {
  readonly etag: string;
  readonly checksums: FullChecksums;
}

/**
 * Without checksums where the store has none of the whole object: for uploads in parts it may have one over the checksums of the parts, which
 * depends on where they end. Undefined where there is no object, or where the store refuses: checksums of an object that is encrypted with KMS
 * take kms:Decrypt. Reading the object then says what is wrong, if anything is.
 */
export async function headChecksums(
  lake: Lake,
  key: string,
  signal?: AbortSignal,
): Promise<ChecksummedVersion | undefined> {
  try {
    const head = await askHead(lake, key, signal, { ChecksumMode: "ENABLED" });
    const isOfAll = head.ChecksumType === "FULL_OBJECT";
    return { etag: head.ETag ?? "", checksums: new Map(isOfAll ? checksumsIn(head) : []) };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function checksumsIn(head: Pick<HeadObjectCommandOutput, Algorithm>): readonly (readonly [Algorithm, string])[] {
  return ALGORITHMS.flatMap((algorithm) => {
    const value = head[algorithm];
    return value === undefined ? [] : [[algorithm, value] as const];
  });
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
