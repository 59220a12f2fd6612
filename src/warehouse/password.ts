import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { messageOf } from "../text/index.ts";
import { WarehouseError } from "./warehouse-error.ts";

/** The password itself, or where it is asked for at each connect: tokens that run out, and secrets that are rotated. */
export type PasswordSource =
  | string
  | { readonly file: string }
  /** For the shell. It prints the password. It may hold secrets, so that no message shows it. */
  | { readonly command: string; readonly withinMs: number };

/** @throws WarehouseError no_password; never with the password, nor with what a command printed */
export async function currentPassword(source: PasswordSource): Promise<string> {
  if (typeof source === "string") return source;
  return "file" in source ? await fromFile(source.file) : await fromCommand(source.command, source.withinMs);
}

async function fromFile(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trimEnd();
  } catch (error) {
    const reason = messageOf(error);
    throw noPassword(`MYSQL_PASSWORD_FILE ${file}: ${reason}.`, { transient: false });
  }
}

const COMMAND = "mysql.passwordCommand (MYSQL_PASSWORD_COMMAND)";

async function fromCommand(command: string, withinMs: number): Promise<string> {
  // A group of its own, so that what the shell started ends with it.
  const child = spawn("/bin/sh", ["-c", command], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const ended = Promise.withResolvers<string>();
  child.once("error", ({ message }) => ended.resolve(`could not be started: ${message}`));
  child.once("close", (code, signal) => ended.resolve(code === 0 ? "" : `ended with ${signal ?? `exit code ${code}`}`));
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    endGroup(child.pid);
    // Somebody who left the group may hold the pipe open.
    child.stdout.destroy();
  }, withinMs);
  try {
    const [printed, failure] = await Promise.all([textOf(child.stdout).catch(() => ""), ended.promise]);
    if (isLate) throw noPassword(`${COMMAND} printed nothing within ${withinMs} ms. ${BY_HAND}`, { transient: true });
    if (failure !== "") throw noPassword(`${COMMAND} ${failure}. ${BY_HAND}`, { transient: !isNoCommand(failure) });
    const password = printed.replace(/\r?\n$/, "");
    if (password === "") throw noPassword(`${COMMAND} printed no password. ${BY_HAND}`, { transient: false });
    return password;
  } finally {
    clearTimeout(deadline);
  }
}

/** What it says on stderr may hold secrets, too. */
const BY_HAND = "Run it by hand, as the user and in the environment of this command, to see why.";

/** What the shell says of a command that is not there, or that may not be executed. */
function isNoCommand(failure: string): boolean {
  return /exit code 12[67]$/.test(failure);
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended just now.
  }
}

function noPassword(detail: string, { transient }: { readonly transient: boolean }): WarehouseError {
  return new WarehouseError("no_password", detail, { transient });
}
