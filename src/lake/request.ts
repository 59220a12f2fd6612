import { LakeError } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";

export interface RequestTarget {
  readonly key?: string | undefined;
  /** The S3 action that the identity needs for it: `s3:GetObject`. */
  readonly action: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes one call of the SDK, which repeats it on its own where that can help.
 *
 * @throws LakeError, or the reason of `signal` once that is aborted, or what the lake's guard throws
 */
export async function request<T>(
  lake: Lake,
  { key, action, signal }: RequestTarget,
  call: (options: { readonly abortSignal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await call(signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    signal?.throwIfAborted();
    lake.guard?.();
    throw LakeError.fromSdk(error, { bucket: lake.bucket, key, action });
  }
}
