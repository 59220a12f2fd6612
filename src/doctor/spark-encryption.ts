import type { Settings } from "../config/index.ts";
import { encryptionOf, type Lake, listPages } from "../lake/index.ts";
import { Finding } from "./check.ts";

type Encryption = NonNullable<Settings["s3"]["encryption"]>;

/**
 * Whether Spark writes its objects as the setting says. S3A keeps one client for a bucket in each process, made by the first that uses
 * it: only the configuration of Spark's server holds for all, and no session can set it.
 *
 * @param prefix where Spark has just written
 */
export async function checkSparkEncryption(
  lake: Lake,
  prefix: string,
  wanted: Encryption,
  signal: AbortSignal,
): Promise<string> {
  for await (const page of listPages(lake, prefix, signal)) {
    const [first] = page;
    if (first === undefined) continue;
    const found = await encryptionOf(lake, first.key, signal);
    if (found?.algorithm === wanted.algorithm && isKey(found.kmsKeyId, wanted.kmsKeyId)) {
      return `Spark's objects are encrypted with ${wanted.algorithm}`;
    }
    const how = found === undefined ? "not encrypted, as far as the server says" : `encrypted with ${found.algorithm}`;
    const key = found?.kmsKeyId === undefined ? "" : ` and the key ${found.kmsKeyId}`;
    throw new Finding("failed", `What Spark writes is ${how}${key}. ${advice(wanted)}`);
  }
  throw new Finding("failed", `Spark has written nothing below ${prefix}.`);
}

/** S3 tells the ARN of a key, however it was named. An alias cannot be compared. */
function isKey(arn: string | undefined, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted.includes("alias/")) return true;
  return arn === wanted || arn?.endsWith(`/${wanted}`) === true;
}

const S3A_NAMES: Readonly<Record<Encryption["algorithm"], string>> = {
  AES256: "AES256",
  "aws:kms": "SSE-KMS",
  "aws:kms:dsse": "DSSE-KMS",
};

function advice({ algorithm, kmsKeyId }: Encryption): string {
  const key = kmsKeyId === undefined ? "" : ` and spark.hadoop.fs.s3a.encryption.key=${kmsKeyId}`;
  return `Start Spark's server with spark.hadoop.fs.s3a.encryption.algorithm=${S3A_NAMES[algorithm]}${key}, or leave s3.serverSideEncryption empty and let the bucket encrypt.`;
}
