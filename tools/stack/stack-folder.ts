import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What `tools/bootstrap.mjs` installs: jars of Spark and of the S3 server, and the unpacked MariaDB. */
export const installed = {
  spark: join(repository, ".stack", "jars", "spark"),
  s3: join(repository, ".stack", "jars", "s3"),
  mariadb: join(repository, ".stack", "mariadb"),
} as const;

/** Where one stack keeps its things. Several stacks run side by side in several folders. */
export interface StackFolder {
  readonly path: string;
  /** `export K=V` lines, to be sourced. Present while the stack is up. */
  readonly envFile: string;
  /** The processes of the stack. Present while it starts and runs. */
  readonly stateFile: string;
  /** The S3 objects and the MySQL tables: kept when the stack stops. */
  readonly data: string;
  readonly logs: string;
  /** Configuration with this run's passwords, and Spark's scratch space: gone when the stack stops. */
  readonly run: string;
}

export function stackFolder(path: string = join(repository, ".stack")): StackFolder {
  const absolute = resolve(path);
  return {
    path: absolute,
    envFile: join(absolute, "env"),
    stateFile: join(absolute, "state.json"),
    data: join(absolute, "data"),
    logs: join(absolute, "logs"),
    run: join(absolute, "run"),
  };
}

export function createFolders({ data, logs, run }: StackFolder): void {
  rmSync(run, { recursive: true, force: true });
  for (const path of [data, logs]) mkdirSync(path, { recursive: true });
  // Everything with a password lies in there.
  mkdirSync(run, { mode: 0o700 });
}

/** Removes what belongs to one run of the stack; what it stored and logged stays. */
export function removeRunFiles({ envFile, run, stateFile }: StackFolder): void {
  for (const path of [envFile, run, stateFile]) rmSync(path, { recursive: true, force: true });
}

/** The path as a user would type it: relative where that is shorter to read. */
export function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") || fromHere === "" ? path : fromHere;
}
