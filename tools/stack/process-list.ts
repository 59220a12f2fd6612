import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ListedProcess {
  readonly pid: number;
  /** Process group: every server leads one, so that its own children belong to it. */
  readonly group: number;
  readonly command: string;
}

/** The living processes of this machine that we may see; zombies are left out, as nobody can end them again. */
export function listProcesses(): Promise<readonly ListedProcess[]> {
  // Slim containers have no ps; macOS has no /proc.
  return process.platform === "linux" ? fromProc() : fromPs();
}

async function fromProc(): Promise<readonly ListedProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(pids.map(readProc));
  return processes.filter((found) => found !== undefined);
}

async function readProc(pid: string): Promise<ListedProcess | undefined> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
    ]);
    // "pid (name) state parent group …": the name may hold blanks and parentheses.
    const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return { pid: Number(pid), group: Number(group), command: command.replaceAll("\0", " ") };
  } catch {
    return undefined; // It ended while we looked.
  }
}

async function fromPs(): Promise<readonly ListedProcess[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pid=,pgid=,stat=,command="], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return state === undefined || state.startsWith("Z") || command === undefined
      ? []
      : [{ pid: Number(pid), group: Number(group), command }];
  });
}
