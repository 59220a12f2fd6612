import { resolve } from "node:path";
import process from "node:process";

/**
 * What a command that a test starts has of this process's environment. Node keeps what it has compiled: without it each of the some
 * thousand processes of a whole run takes the types out of all sources again, half a second of CPU.
 */
export function commandEnvironment(): Readonly<Record<"PATH" | "TMPDIR" | "NODE_COMPILE_CACHE", string | undefined>> {
  return {
    PATH: process.env["PATH"],
    TMPDIR: process.env["TMPDIR"],
    NODE_COMPILE_CACHE: resolve("node_modules/.cache/compiled"),
  };
}
