import { livingGroups } from "./process-groups.ts";
import type { StackFolder } from "./stack-folder.ts";
import { type ProcessRecord, readState, type StackState } from "./stack-state.ts";

export type StackStatus =
  | { readonly kind: "down" }
  | { readonly kind: StackState["phase"]; readonly state: StackState }
  /** Something of it is dead: `ended` names what. */
  | { readonly kind: "broken"; readonly state: StackState; readonly ended: readonly string[] };

/** Compares what the state file says with the processes that live. */
export async function stackStatus(folder: StackFolder): Promise<StackStatus> {
  const state = readState(folder);
  if (state === undefined) return { kind: "down" };
  const pids = [state.supervisor, ...state.processes.map(({ pid }) => pid)];
  const living = new Set(await livingGroups(pids, folder.path));
  const ended = [
    ...(living.has(state.supervisor) ? [] : ["supervisor: it was killed"]),
    ...state.processes.filter(({ pid, ended }) => ended !== null || !living.has(pid)).map(howItEnded),
  ];
  return ended.length === 0 ? { kind: state.phase, state } : { kind: "broken", state, ended };
}

function howItEnded({ name, ended, log }: ProcessRecord): string {
  return `${name}: ${ended ?? "it was killed"}, log ${log}`;
}
