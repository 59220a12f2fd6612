import { rmSync } from "node:fs";
import { endGroups, gone, livingGroups, signalGroups } from "./process-groups.ts";
import { removeRunFiles, type StackFolder } from "./stack-folder.ts";
import { readState } from "./stack-state.ts";

export interface StopOptions {
  /** Also delete the data and the logs. @default false */
  readonly wipe?: boolean;
}

/** Longer than a server's own grace time, after which the supervisor kills it. */
const supervisorGraceMs = 25_000;

/**
 * Ends every process of the stack in this folder, also those that a killed supervisor left behind. Returns whether there
 * was a stack. Throws a StackError when a process cannot be ended.
 */
export async function stopStack(folder: StackFolder, { wipe = false }: StopOptions = {}): Promise<boolean> {
  const state = readState(folder);
  if (state !== undefined) {
    const supervisor = await livingGroups([state.supervisor], folder.path);
    signalGroups(supervisor, "SIGTERM");
    await gone(supervisor, folder.path, supervisorGraceMs);
    // It may have started one more between our look and its end.
    const last = readState(folder) ?? state;
    await endGroups([last.supervisor, ...last.processes.map(({ pid }) => pid)], folder.path);
    removeRunFiles(folder);
  }
  if (wipe) for (const path of [folder.data, folder.logs]) rmSync(path, { recursive: true, force: true });
  return state !== undefined;
}
