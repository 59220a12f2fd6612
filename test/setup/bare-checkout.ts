import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Ended, runProcess } from "../support/child-process.ts";

/** What `setup` made in this checkout and would take minutes to make again. Not the npm packages. */
const KEPT = [".stack/jars", ".stack/mariadb", ".stack/protos", "src/spark-connect/gen"];
const STAMPS = ["spark-jars", "s3-jars", "mariadb", "spark-connect-messages"];

/** A copy of this checkout as `git clone` leaves it, without npm packages. Deleted when disposed. */
export interface BareCheckout extends AsyncDisposable {
  readonly folder: string;
  /** Runs an npm script with the machine's own Node in front. */
  script(
    name: string,
    options?: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> },
  ): Promise<Ended>;
  /** The npm packages are absent again; the next `npm ci` puts back what the last one installed, which saves its time. */
  forgetPackages(): void;
}

/** The first Node of the PATH that cannot run TypeScript, outside of node_modules. */
export function oldNode(): string | undefined {
  return machinePath()
    .map((folder) => join(folder, "node"))
    .filter((node) => existsSync(node))
    .find((node) => spawnSync(node, ["--eval", "process.exit(process.features.typescript ? 1 : 0)"]).status === 0);
}

export function bareCheckout(node: string): BareCheckout {
  const root = process.cwd();
  const temporary = mkdtempSync(join(tmpdir(), "bare-checkout-"));
  const folder = join(temporary, "sales-pipeline");
  for (const file of trackedFiles(root)) cpSync(join(root, file), join(folder, file));
  for (const kept of KEPT) {
    mkdirSync(dirname(join(folder, kept)), { recursive: true });
    symlinkSync(join(root, kept), join(folder, kept));
  }
  for (const stamp of STAMPS) cpSync(join(root, ".stack/stamps", stamp), join(folder, ".stack/stamps", stamp));
  const bin = join(temporary, "bin");
  const packages = join(folder, "node_modules");
  const [installed, npm] = [join(temporary, "installed"), realNpm()];
  mkdirSync(bin);
  symlinkSync(node, join(bin, "node"));
  writeFileSync(join(bin, "npm"), npmThatRemembers(npm, { installed, packages }), { mode: 0o755 });
  const PATH = [bin, ...machinePath()].join(delimiter);
  return {
    folder,
    script: (name, { args = [], env = {} } = {}) =>
      runProcess("npm", ["run", name, "--", ...args], {
        cwd: folder,
        env: { HOME: process.env["HOME"], TMPDIR: temporary, npm_config_prefer_offline: "true", ...env, PATH },
      }),
    forgetPackages: () => renameSync(packages, installed),
    async [Symbol.asyncDispose]() {
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** Without what npm has put in front. */
function machinePath(): readonly string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !/node_modules|node-gyp-bin/.test(folder));
}

/** The files that a clone would have, with the changes that are not committed yet. */
function trackedFiles(root: string): readonly string[] {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return git.stdout.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

function realNpm(): string {
  const folder = machinePath().find((one) => existsSync(join(one, "npm")));
  if (folder === undefined) throw new Error("There is no npm on the PATH.");
  return join(folder, "npm");
}

function npmThatRemembers(npm: string, { installed, packages }: Readonly<Record<"installed" | "packages", string>>) {
  return `#!/bin/sh
if [ "$1" = ci ] && [ -d "${installed}" ]; then exec mv "${installed}" "${packages}"; fi
exec "${npm}" "$@"
`;
}
