import { LakeError } from "../../lake/index.ts";
import { messageOf } from "../../text/index.ts";
import { LeaseLostError, WarehouseError } from "../../warehouse/index.ts";
import type { LakeProbe } from "../context/lake-probe.ts";

/**
 * Why a file could not be read, if that is the file's own matter; what the run cannot go on after is thrown instead.
 *
 * The rule (docs/operations.md): S3 refuses one object if, at the same time, it lets the pipeline write, read and remove an
 * object of its own. An error that nobody foresaw is the file's, too: the next file need not meet it.
 *
 * @throws what `error` is, or what S3 refuses as such
 */
export async function blameFile(error: unknown, signal: AbortSignal, probe: LakeProbe): Promise<string> {
  signal.throwIfAborted();
  if (isOfRun(error)) throw error;
  if (!(error instanceof LakeError)) return `unexpected: ${messageOf(error)}`;
  if (!error.mayBeOfObject) throw error;
  try {
    await probe();
  } catch (refusal) {
    signal.throwIfAborted();
    // Of what is refused to all, the file's message says most.
    throw refusal instanceof LakeError && refusal.code === error.code ? error : refusal;
  }
  return error.code === "access_denied" ? `${error.message} ${ANOTHERS}` : error.message;
}

const ANOTHERS = "Other objects can be read: this one may be another account's, whose owner has to grant it.";

function isOfRun(error: unknown): boolean {
  if (error instanceof LeaseLostError || error instanceof WarehouseError) return true;
  // This host's file system, on which `staging: local` keeps files under names of the pipeline's own.
  return error instanceof Error && "syscall" in error;
}
