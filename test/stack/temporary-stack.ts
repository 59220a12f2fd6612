import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listProcesses } from "../../tools/stack/process-list.ts";
import { type StackFolder, stackFolder } from "../../tools/stack/stack-folder.ts";
import { stopStack } from "../../tools/stack/stop-stack.ts";

const main = fileURLToPath(new URL("../../tools/stack/main.ts", import.meta.url));

interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for a stack of the test's own. Disposing it ends and deletes whatever the test left there. */
export interface TemporaryStack extends AsyncDisposable {
  readonly folder: StackFolder;
  /** Runs `main.ts <verb>` on this folder to its end. */
  command(verb: string, env?: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<CommandResult>;
  /** Starts `main.ts up` and sends it a signal at its first line that matches. */
  upUntil(line: RegExp, signal: NodeJS.Signals, env?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** The command lines of the processes that name the folder. */
  processes(): Promise<readonly string[]>;
}

/** The folder's name has blanks, as a user's may have. */
export function temporaryStack(): TemporaryStack {
  const folder = stackFolder(mkdtempSync(join(tmpdir(), "stack of a test ")));
  const args = (verb: string, options: readonly string[] = []): readonly string[] => [
    main,
    verb,
    "--dir",
    folder.path,
    ...options,
  ];
  return {
    folder,
    command(verb, env = {}, ...options) {
      const { promise, resolve } = Promise.withResolvers<CommandResult>();
      const child = execFile(process.execPath, args(verb, options), { env: environment(env) }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
      return promise;
    },
    upUntil(line, signal, env = {}) {
      const { promise, resolve } = Promise.withResolvers<CommandResult>();
      const child = spawn(process.execPath, args("up"), { env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        const matchedBefore = line.test(stdout);
        stdout += text;
        if (!matchedBefore && line.test(stdout)) child.kill(signal);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.once("close", (code) => resolve({ code, stdout, stderr }));
      return promise;
    },
    async processes() {
      const all = await listProcesses();
      return all.map(({ command }) => command).filter((command) => command.includes(folder.path));
    },
    async [Symbol.asyncDispose]() {
      await stopStack(folder);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

/** Ours without the settings of a stack, which a developer may have exported. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("STACK_"));
  return { ...Object.fromEntries(own), ...more };
}
