// Compiles the product to dist/: JavaScript, type declarations, the generated messages, and the command's entry.
//   node tools/build.ts [folder in which dist/ is to be]
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(process.argv[2] ?? ".", "dist");
const entry = join(dist, "cli/main.js");

rmSync(dist, { recursive: true, force: true });
const compiled = spawnSync("tsc", ["--project", "tsconfig.build.json", "--outDir", dist], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
cpSync("src/spark-connect/gen", join(dist, "src/spark-connect/gen"), { recursive: true });
// jobs/ stands beside src/ also when compiled; the contract's entry is a door to it.
cpSync("src/spark-connect/README.md", join(dist, "src/spark-connect/README.md"));
mkdirSync(join(dist, "cli"), { recursive: true });
writeFileSync(entry, '#!/usr/bin/env node\nimport "../src/cli/entry.js";\n');
chmodSync(entry, 0o755);
