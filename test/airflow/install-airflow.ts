import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Which Airflow, with the versions of all that it needs: what was tried together, and may not start with anything newer. */
export interface AirflowVersion {
  readonly major: 2 | 3;
  readonly version: string;
}

export const AIRFLOW_3: AirflowVersion = { major: 3, version: "3.3.2" };
/** The oldest that the example promises to be for. */
export const AIRFLOW_2: AirflowVersion = { major: 2, version: "2.10.5" };

/** Airflow cannot be had on this machine: nothing is wrong with the example. */
export class NoAirflowError extends Error {
  override readonly name = "NoAirflowError";

  constructor(reason: string) {
    super(`Airflow cannot be installed: ${reason}`);
  }
}

const FOLDER = ".airflow";
const PYTHONS = ["python3", "python3.12", "python3.11", "python3.10"];
/** Airflow 2.10 and 3.3 both take these. */
const IS_SUITABLE = "import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info < (3, 13))";

/** Installs it by pip into a folder that git ignores, unless it is there, and returns the folder of its commands. @throws NoAirflowError */
export function installAirflow({ major, version }: AirflowVersion): string {
  const venv = resolve(FOLDER, version);
  const python = join(venv, "bin", "python");
  const complete = join(venv, "installed");
  if (existsSync(complete)) return join(venv, "bin");
  pip(suitablePython(), ["-m", "venv", "--clear", venv]);
  const constraints = join(import.meta.dirname, `airflow-${major}.constraints.txt`);
  const packages = [`apache-airflow==${version}`, "apache-airflow-providers-standard"];
  pip(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", constraints, ...packages]);
  writeFileSync(complete, "");
  return join(venv, "bin");
}

function suitablePython(): string {
  const asked = process.env["PYTHON"];
  const found = (asked === undefined ? PYTHONS : [asked]).find(
    (command) => spawnSync(command, ["-c", IS_SUITABLE], { stdio: "ignore" }).status === 0,
  );
  if (found !== undefined) return found;
  throw new NoAirflowError("it needs Python 3.10, 3.11 or 3.12 with venv and pip; PYTHON names another than python3");
}

function pip(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status === 0) return;
  const said = stderr.trim().split("\n").slice(-3).join(" ");
  throw new NoAirflowError(`\`${args.slice(0, 3).join(" ")}\` of Python ended with ${status}: ${said}`);
}
