// Makes dist/: the command and what jobs import, bundled, and the type declarations.
//   node tools/build.ts [folder in which dist/ is to be]
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { build } from "rolldown";
import manifest from "../package.json" with { type: "json" };

/** The command, and what package.json exports: by their paths below the repository, which are those below dist/. */
const ENTRIES = [
  "src/cli/entry",
  ...Object.values(manifest.exports).map(({ default: path }) => relative("dist", path).replace(/\.js$/, "")),
];

const dist = resolve(process.argv[2] ?? ".", "dist");
const compiled = mkdtempSync(join(tmpdir(), "sales-pipeline-build-"));
try {
  rmSync(dist, { recursive: true, force: true });
  process.exitCode = compile();
  if (process.exitCode === 0) {
    await bundle();
    declare();
    writeCommand();
  }
} finally {
  rmSync(compiled, { recursive: true });
}

/** Returns the compiler's exit code. */
function compile(): number {
  const options = ["--project", "tsconfig.build.json", "--outDir", compiled];
  const { status } = spawnSync("tsc", options, { stdio: "inherit" });
  cpSync("src/spark-connect/gen", join(compiled, "src/spark-connect/gen"), { recursive: true });
  return status ?? 1;
}

/** Of 1,100 files that the command opened as it started, 750 were ours: as a handful it starts in two thirds of the time (docs/performance.md). */
async function bundle(): Promise<void> {
  await build({
    cwd: compiled,
    input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(compiled, `${entry}.js`)])),
    platform: "node",
    // What package.json depends on is installed beside it.
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
    // What several entries share is one file, so that a job's classes are the command's. People read names in stacks.
    output: {
      dir: dist,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "shared/[name].js",
      keepNames: true,
    },
    logLevel: "warn",
  });
}

function declare(): void {
  cpSync(compiled, dist, { recursive: true, filter: (path) => statSync(path).isDirectory() || path.endsWith(".d.ts") });
  cpSync("src/spark-connect/README.md", join(dist, "src/spark-connect/README.md"));
}

/** The path that users know. */
function writeCommand(): void {
  const path = join(dist, "cli/main.js");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '#!/usr/bin/env node\nimport "../src/cli/entry.js";\n');
  chmodSync(path, 0o755);
}
