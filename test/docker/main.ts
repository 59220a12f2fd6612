// The images of this repository, built and used: compose.yaml up, the pipeline in its container, restarts, the driver outside.
//   npm run test:docker
// Skipped, with the reason, where there is no Docker engine and none can be started. Base images come from their registries, or, where
// those cannot be reached, from Debian's packages under the same names.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { haveBaseImages } from "./base-images.ts";
import { CASES } from "./cases.ts";
import { openCompose } from "./compose.ts";
import { type Engine, openEngine } from "./engine.ts";
import { NotHereError } from "./not-here.ts";
import { newServices } from "./services.ts";

const FOLDER = resolve(".docker");
const IMAGES = [
  ["sales-pipeline/s3:4.1.0", "docker/s3/Dockerfile", "docker"],
  ["sales-pipeline/spark-connect:4.1.2", "docker/spark/Dockerfile", "docker"],
  ["sales-pipeline/pipeline:0.1.0", "docker/pipeline/Dockerfile", "."],
] as const;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const count = { passed: 0, failed: 0 };
try {
  mkdirSync(FOLDER, { recursive: true });
  await using engine = await openEngine(FOLDER);
  await runAll(engine);
} catch (error) {
  if (!(error instanceof NotHereError)) throw error;
  say(`skipped: ${error.message}`);
}
say(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function runAll(engine: Engine): Promise<void> {
  const services = await newServices();
  const compose = openCompose(engine, FOLDER, services.env);
  const standIns = haveBaseImages(engine, FOLDER);
  for (const image of standIns) say(`${image} is a stand-in of Debian's packages`);
  for (const [image, dockerfile, context] of IMAGES) {
    await judge(`${dockerfile} builds`, async () => engine.build(image, dockerfile, context));
  }
  try {
    for (const { name, run } of CASES) {
      if (!(await judge(name, () => run({ compose, services })))) break;
    }
    if (count.failed > 0) say(compose.try("logs", "--no-color", "--tail", "30").output);
  } finally {
    compose.try("down", "--volumes");
  }
}

/** Returns whether it passed. */
async function judge(name: string, run: () => Promise<void>): Promise<boolean> {
  const startedAt = performance.now();
  try {
    await run();
    count.passed += 1;
    say(`passed: ${name} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
    return true;
  } catch (error) {
    count.failed += 1;
    say(`FAILED: ${name}\n${error instanceof Error ? error.stack : error}`);
    return false;
  }
}
