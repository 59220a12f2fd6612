import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";

export interface RequestTarget {
  readonly key?: string | undefined;
  /** The S3 action that the identity needs for it: `s3:GetObject`. */
  readonly action: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes one call of the SDK, which repeats it on its own where that can help; without its checksum where the server knows none.
 *
 * @param call makes a new command each time: the SDK leaves its checksum in the old one
 * @throws LakeError, or the reason of `signal` once that is aborted, or what the lake's guard throws
 */
export async function request<T>(lake: Lake, target: RequestTarget, call: Call<T>): Promise<T> {
  const bearsChecksum = await lake.checksums.areSent();
  try {
    return await send(lake, target, call);
  } catch (error) {
    if (!bearsChecksum || !(error instanceof LakeError) || !lake.checksums.mayBeRefused(error)) throw error;
    return await lake.checksums.without(() => send(lake, target, call));
  }
}

type Call<T> = (options: { readonly abortSignal?: AbortSignal }) => Promise<T>;

async function send<T>(lake: Lake, { key, action, signal }: RequestTarget, call: Call<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await call(signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    signal?.throwIfAborted();
    lake.guard?.();
    throw LakeError.fromSdk(error, targetIn(lake, action, key));
  }
}
