import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listProcesses } from "../../tools/stack/process-list.ts";
import { type StackFolder, stackFolder } from "../../tools/stack/stack-folder.ts";
import { stopStack } from "../../tools/stack/stop-stack.ts";
import { type Ended, runProcess, startProcess } from "../support/child-process.ts";

const main = fileURLToPath(new URL("../../tools/stack/main.ts", import.meta.url));

/** A folder for a stack of the test's own. Disposing it ends and deletes whatever the test left there. */
export interface TemporaryStack extends AsyncDisposable {
  readonly folder: StackFolder;
  /** Runs `main.ts <verb>` on this folder to its end. */
  command(verb: string, env?: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<Ended>;
  /** Starts `main.ts up` and sends it a signal at its first line that matches. */
  upUntil(line: RegExp, signal: NodeJS.Signals, env?: Readonly<Record<string, string>>): Promise<Ended>;
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
    command: (verb, env = {}, ...options) =>
      runProcess(process.execPath, args(verb, options), { env: environment(env) }),
    upUntil(line, signal, env = {}) {
      let isSent = false;
      const up = startProcess(process.execPath, args("up"), {
        env: environment(env),
        onStdout(stdout) {
          if (isSent || !line.test(stdout)) return;
          isSent = true;
          up.kill(signal);
        },
      });
      return up.ended;
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
