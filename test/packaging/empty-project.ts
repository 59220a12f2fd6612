import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

const { files: FILES }: { readonly files: readonly string[] } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
);

/** All that the client may need: what the pipeline needs besides (AWS, MySQL, convict, …) is not there to be loaded. */
const DEPENDENCIES = [
  "@bufbuild/protobuf",
  "@connectrpc/connect",
  "@connectrpc/connect-node",
  "@uwdata/flechette",
  "@types/node",
  "undici-types",
];

/** A project of someone else with the packed package in it. */
export class EmptyProject implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "empty-project-"));

  /** Builds the package, packs it as it would be published, and unpacks it where npm does. */
  constructor() {
    const packed = packInto(this.folder);
    const installed = join(this.folder, "node_modules", "sales-pipeline");
    mkdirSync(installed, { recursive: true });
    run("tar", ["-xzf", packed, "-C", installed, "--strip-components=1"], this.folder);
    for (const name of DEPENDENCIES) {
      mkdirSync(dirname(join(this.folder, "node_modules", name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(this.folder, "node_modules", name));
    }
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** A folder of this checkout, under another name. */
  copy(from: string, to: string): void {
    cpSync(join(ROOT, from), join(this.folder, to), { recursive: true });
  }

  run(command: string, args: readonly string[]): string {
    return run(command, args, this.folder);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Every Node on the path: that of this project, and the machine's own, which may be as old as 20. */
export const NODES: readonly string[] = [
  ...new Set(
    (process.env["PATH"] ?? "")
      .split(delimiter)
      .map((folder) => join(folder, "node"))
      .filter((path) => existsSync(path))
      .map((path) => realpathSync(path)),
  ),
];

/** Builds the package and packs it as it would be published. Returns the tarball's path. */
export function packInto(folder: string): string {
  const source = join(folder, "source");
  mkdirSync(source);
  run(process.execPath, ["tools/build.ts", source], ROOT);
  // What package.json names beside dist, and what npm packs whatever it says.
  for (const name of ["package.json", "README.md", "LICENSE", ...FILES.filter((listed) => listed !== "dist")])
    cpSync(join(ROOT, name), join(source, name), { recursive: true });
  run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], source);
  rmSync(source, { recursive: true });
  return join(folder, "sales-pipeline-0.1.0.tgz");
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}.\n${stdout}${stderr}`);
  return stdout;
}
