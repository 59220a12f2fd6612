import { logTail } from "../../tools/stack/log-tail.ts";
import type { StackFolder } from "../../tools/stack/stack-folder.ts";
import { stackStatus } from "../../tools/stack/stack-status.ts";

/** The servers of a stack that have ended though it is up: how, and the ends of their logs. Empty when all of them live. */
export async function endedServers(folder: StackFolder): Promise<string> {
  const status = await stackStatus(folder);
  if (status.kind !== "broken") return "";
  const logs = status.state.processes.filter(({ ended }) => ended !== null).map(({ log }) => logTail(log));
  return ["Servers of the stack have ended:", ...status.ended, ...logs].map((line) => `${line}\n`).join("");
}
