import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** Schedulers kill what does not stop within ten seconds. */
const STOP_WITHIN_MS = 8_000;

/**
 * Resolves to the signal's reason when a run that was told to stop has not done so in time: some server does not answer it.
 * Rejects when `ended` is aborted.
 */
export async function stoppedTooSlowly(signal: AbortSignal, ended: AbortSignal): Promise<unknown> {
  if (!signal.aborted) await once(signal, "abort", { signal: ended });
  await wait(STOP_WITHIN_MS, undefined, { signal: ended });
  return signal.reason;
}
