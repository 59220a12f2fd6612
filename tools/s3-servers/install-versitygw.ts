import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

export const VERSITYGW_VERSION = "v1.8.0";

const MODULE = "github.com/versity/versitygw/cmd/versitygw";

/** Builds the server by Go, into a folder that git ignores, and returns its command; undefined where there is no Go. */
export function installVersitygw(): string | undefined {
  const folder = resolve(".stack", `versitygw-${VERSITYGW_VERSION}`);
  const command = resolve(folder, "versitygw");
  if (existsSync(command)) return command;
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  process.stderr.write(`building versitygw ${VERSITYGW_VERSION}: two minutes\n`);
  const env = { ...process.env, GOBIN: folder };
  const { status } = spawnSync("go", ["install", `${MODULE}@${VERSITYGW_VERSION}`], { env, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`go install ended with ${status}. Its output above says why.`);
  return command;
}
