import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";

/** One start of `sales-pipeline` by a task. */
export interface RecordedStart {
  /** Of the command itself, not of a shell around it. */
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
}

/** The built command, as a worker finds it on its `PATH`; each start leaves a record of its environment. */
export class RecordedCommand {
  /** To be on the `PATH`. */
  readonly folder: string;
  readonly #records: string;
  /** Starts that were looked at. */
  readonly #seen = new Set<string>();

  constructor(home: string) {
    this.folder = join(home, "bin");
    this.#records = join(home, "starts");
    mkdirSync(this.folder, { recursive: true });
    mkdirSync(this.#records, { recursive: true });
    const command = join(this.folder, "sales-pipeline");
    // Renamed when it is complete, so that no half of it is read. `exec` keeps the process id.
    writeFileSync(
      command,
      `#!/bin/sh
env -0 > '${this.#records}'/$$.part && mv '${this.#records}'/$$.part '${this.#records}'/$$
exec '${process.execPath}' '${resolve("dist/cli/main.js")}' "$@"
`,
    );
    chmodSync(command, 0o755);
  }

  /** The starts since the last call. */
  newStarts(): readonly RecordedStart[] {
    const names = readdirSync(this.#records).filter((name) => /^\d+$/.test(name) && !this.#seen.has(name));
    for (const name of names) this.#seen.add(name);
    return names.map((name) => ({
      pid: Number(name),
      env: variables(readFileSync(join(this.#records, name), "utf8")),
    }));
  }
}

function variables(text: string): Readonly<Record<string, string>> {
  const entries = text.split("\0").filter((entry) => entry !== "");
  return Object.fromEntries(
    entries.map((entry): readonly [string, string] => [
      entry.slice(0, entry.indexOf("=")),
      entry.slice(entry.indexOf("=") + 1),
    ]),
  );
}
