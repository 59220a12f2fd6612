// Compiles the product to dist/: JavaScript, type declarations, the generated messages, and the command's entry.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";

const ENTRY = "dist/cli/main.js";

rmSync("dist", { recursive: true, force: true });
const compiled = spawnSync("tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
cpSync("src/spark-connect/gen", "dist/src/spark-connect/gen", { recursive: true });
// jobs/ stands beside src/ also when compiled; the contract's entry is a door to it.
mkdirSync("dist/cli", { recursive: true });
writeFileSync(ENTRY, '#!/usr/bin/env node\nimport "../src/cli/entry.js";\n');
chmodSync(ENTRY, 0o755);
