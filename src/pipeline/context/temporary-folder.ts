import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** Its name says whose it is. A container has a host name of its own, and so its process ids do not mix with others'. */
const MINE = `sales-pipeline-${hostname()}-`;

/** Makes a folder of this process's own below TMPDIR. */
export async function newTemporaryFolder(): Promise<string> {
  await mkdir(tmpdir(), { recursive: true });
  return await mkdtemp(join(tmpdir(), `${MINE}${process.pid}-`));
}

/** Removes those of processes of this host that are gone, and returns their names. */
export async function sweepTemporaryFolders(): Promise<readonly string[]> {
  const names = (await readdir(tmpdir())).filter((name) => isOfDeadProcess(name));
  for (const name of names) await rm(join(tmpdir(), name), { recursive: true, force: true });
  return names;
}

function isOfDeadProcess(name: string): boolean {
  if (!name.startsWith(MINE)) return false;
  const { pid } = /^(?<pid>[1-9]\d*)-\w+$/.exec(name.slice(MINE.length))?.groups ?? {};
  return pid !== undefined && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user is alive, though it takes no signal of ours.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
