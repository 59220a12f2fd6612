import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isRecord } from "./is-record.ts";
import { StackError } from "./stack-error.ts";
import { type StackFolder, shown } from "./stack-folder.ts";

export interface ProcessRecord {
  readonly name: string;
  /** Also the number of its process group. */
  readonly pid: number;
  readonly address: string;
  readonly log: string;
  /** How it ended; null while it runs. */
  readonly ended: string | null;
}

type Phase = "starting" | "up" | "stopping";

/** What the state file holds: enough to find every process of the stack again, also after its supervisor was killed. */
export interface StackState {
  readonly phase: Phase;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly supervisor: number;
  readonly processes: readonly ProcessRecord[];
}

/** The state of the stack in this folder; undefined when there is none. Throws a StackError when the file is damaged. */
export function readState(folder: StackFolder): StackState | undefined {
  let text: string;
  try {
    text = readFileSync(folder.stateFile, "utf8");
  } catch {
    return undefined;
  }
  const state = parse(text);
  if (state !== undefined) return state;
  throw new StackError(
    `${shown(folder.stateFile)} is damaged. End what still runs (its command lines name ${folder.path}), then delete the file.`,
  );
}

/** Replaces the state file in one step, so that a reader never sees half of it. */
export function writeState(folder: StackFolder, state: StackState): void {
  renameSync(writeBeside(folder, state), folder.stateFile);
}

/** Creates the state file. False when there is one already: another start got here first. */
export function claimState(folder: StackFolder, state: StackState): boolean {
  const beside = writeBeside(folder, state);
  try {
    linkSync(beside, folder.stateFile);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(beside);
  }
}

function writeBeside(folder: StackFolder, state: StackState): string {
  const beside = `${folder.stateFile}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  return beside;
}

function parse(text: string): StackState | undefined {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(state)) return undefined;
  const { phase, startedAt, supervisor, processes } = state;
  if (!isPhase(phase) || typeof startedAt !== "string" || typeof supervisor !== "number") return undefined;
  if (!Array.isArray(processes) || !processes.every(isProcessRecord)) return undefined;
  return { phase, startedAt, supervisor, processes };
}

function isPhase(value: unknown): value is Phase {
  return value === "starting" || value === "up" || value === "stopping";
}

export function isProcessRecord(value: unknown): value is ProcessRecord {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    typeof value["pid"] === "number" &&
    typeof value["address"] === "string" &&
    typeof value["log"] === "string" &&
    (value["ended"] === null || typeof value["ended"] === "string")
  );
}
