import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startProcess } from "./child-process.ts";
import { commandEnvironment } from "./command-environment.ts";

/** Why no program can be run on a pseudo terminal here, or undefined. */
export const NO_PSEUDO_TERMINAL: string | undefined =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true
    ? undefined
    : "needs `script` of util-linux";

export interface InTerminal {
  /** Of the program itself. */
  pid(): number | undefined;
  readonly ended: Child["ended"];
}

/** Runs `sales-pipeline` on a terminal of that width: stdout and stderr are both the terminal, and come back as stdout. */
export function startInTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { columns, id }: { readonly columns: number; readonly id: string },
): InTerminal {
  const pidFile = join(tmpdir(), `in-terminal-${process.pid}-${id}`);
  const program = [process.execPath, "src/cli/main.ts", ...args].map((word) => `'${word}'`).join(" ");
  const shell = `stty cols ${columns} rows 24; echo $$ > '${pidFile}'; exec ${program}`;
  const { ended } = startProcess("script", ["-q", "-e", "-c", shell, "/dev/null"], {
    env: { ...commandEnvironment(), SHELL: "/bin/sh", TERM: "xterm-256color", ...env },
  });
  return {
    ended: ended.finally(() => rmSync(pidFile, { force: true })),
    pid() {
      try {
        return Number(readFileSync(pidFile, "utf8"));
      } catch {
        return undefined;
      }
    },
  };
}
