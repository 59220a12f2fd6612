import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A command that stands in for another: it ends with the exit code of the environment's CODE, or waits for a SIGTERM. */
export class StandIn implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "stand-in-"));

  constructor(name: string) {
    const path = join(this.folder, name);
    writeFileSync(
      path,
      `#!/bin/sh
if [ "$CODE" = wait ]; then
  trap 'kill $waiting; exit 143' TERM
  sleep 600 & waiting=$!
  echo ready
  wait
fi
exit $CODE
`,
    );
    chmodSync(path, 0o755);
  }

  env(code: number | "wait"): Readonly<Record<string, string>> {
    return { PATH: `${this.folder}:/usr/bin:/bin`, CODE: String(code) };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
