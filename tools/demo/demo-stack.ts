import { readFileSync } from "node:fs";
import { SHORT_LIVED_JVM } from "../stack/short-lived-jvm.ts";
import { stackFolder } from "../stack/stack-folder.ts";
import { settingsFromEnvironment } from "../stack/stack-settings.ts";
import { stackStatus } from "../stack/stack-status.ts";
import { startStack } from "../stack/start-stack.ts";

export interface DemoStack extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** It was up before, and so stays up. */
  readonly wasUp: boolean;
}

/** The local stack: the one that is up, or one that is started and stops with the demo. */
export async function demoStack(signal: AbortSignal, say: (line: string) => void): Promise<DemoStack> {
  const folder = stackFolder();
  if ((await stackStatus(folder)).kind === "up") {
    say("the stack is up already");
    return { env: readEnvironment(folder.envFile), wasUp: true, async [Symbol.asyncDispose]() {} };
  }
  process.env["JDK_JAVA_OPTIONS"] ??= SHORT_LIVED_JVM;
  const stack = await startStack({
    settings: settingsFromEnvironment(process.env),
    signal,
    onReady: (service, seconds) => say(`${service} answers after ${seconds.toFixed(1)} s`),
  });
  return { env: stack.env, wasUp: false, [Symbol.asyncDispose]: () => stack.stop() };
}

/** The variables of a file of `export NAME=value` lines. */
function readEnvironment(file: string): Readonly<Record<string, string>> {
  const assignments = readFileSync(file, "utf8").matchAll(/^export (\w+)=(.*)$/gm);
  return Object.fromEntries(Array.from(assignments, ([, name = "", value = ""]) => [name, value]));
}
