import { headObject } from "./head-object.ts";
import { jsonObjectIn } from "./inspect/json-object.ts";
import { PIPELINE_KEY } from "./keys.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { putJson } from "./put-json.ts";
import { readRange } from "./read-object.ts";

/** Whose bucket, or prefix of a bucket, it is. */
export interface PipelineFile {
  /** The UUID of the ledger in MySQL. */
  readonly ledgerId: string;
}

/**
 * The bucket's `_pipeline.json`, or undefined where no ledger has claimed it.
 *
 * @throws LakeError corrupt_pipeline_file if it is not what `claimBucket` wrote
 */
export async function readPipelineFile(lake: Lake, signal?: AbortSignal): Promise<PipelineFile | undefined> {
  const head = await headObject(lake, PIPELINE_KEY, signal);
  if (head === undefined) return undefined;
  const content = parsed((await readRange(lake, PIPELINE_KEY, { etag: head.etag, signal })).toString("utf8"));
  if (content !== undefined) return content;
  const target = targetIn(lake, "s3:GetObject", PIPELINE_KEY);
  throw new LakeError("corrupt_pipeline_file", target, "it does not say whose ledger the bucket belongs to");
}

/** Makes the bucket the ledger's, unless another one was faster; says whose it is then. Can be repeated. */
export async function claimBucket(lake: Lake, claim: PipelineFile, signal?: AbortSignal): Promise<PipelineFile> {
  try {
    await putJson(lake, PIPELINE_KEY, claim, { condition: { ifAbsent: true }, signal });
  } catch (error) {
    if (!(error instanceof LakeError && error.code === "object_replaced")) throw error;
  }
  // Read back also where it seems to be written: not every server heeds the condition.
  const stored = await readPipelineFile(lake, signal);
  if (stored !== undefined) return stored;
  const target = targetIn(lake, "s3:PutObject", PIPELINE_KEY);
  throw new LakeError("request_failed", target, "it is not there right after it was written");
}

function parsed(text: string): PipelineFile | undefined {
  const value = jsonObjectIn(Buffer.from(text));
  if (value === undefined || !("ledgerId" in value)) return undefined;
  return typeof value.ledgerId === "string" ? { ledgerId: value.ledgerId } : undefined;
}
