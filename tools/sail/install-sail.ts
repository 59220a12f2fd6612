import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const SAIL_VERSION = "0.7.2";

/** Sail asks PySpark's package for the version that it answers with. */
const PACKAGES = [`pysail==${SAIL_VERSION}`, "pyspark-client==4.1.2"];
const VENV = ".stack/sail";

/** Installs Sail by pip, into a folder that git ignores, and returns its command. */
export function installSail(): string {
  const python = join(VENV, "bin", "python");
  if (!existsSync(python)) run(process.env["PYTHON"] ?? "python3", ["-m", "venv", VENV]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES]);
  return join(VENV, "bin", "sail");
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`\`${command} ${args.join(" ")}\` ended with ${status}. Its output above says why.`);
}
