// The images of this repository, built and used: compose.yaml up, the pipeline in its container, restarts, the driver outside.
//   npm run test:docker
// Skipped, with the reason, where there is no Docker engine and none can be started. Base images come from their registries, or, where
// those cannot be reached, from Debian's packages under the same names.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { JudgedCases } from "../support/judged-cases.ts";
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
const cases = new JudgedCases((error) => error instanceof NotHereError);
await cases.prepare(async () => {
  mkdirSync(FOLDER, { recursive: true });
  await using engine = await openEngine(FOLDER);
  await runAll(engine);
});
cases.conclude();

async function runAll(engine: Engine): Promise<void> {
  const services = await newServices();
  const compose = openCompose(engine, FOLDER, services.env);
  const standIns = haveBaseImages(engine, FOLDER);
  for (const image of standIns) cases.say(`${image} is a stand-in of Debian's packages`);
  for (const [image, dockerfile, context] of IMAGES) {
    await cases.judge(`${dockerfile} builds`, async () => engine.build(image, dockerfile, context));
  }
  try {
    for (const { name, run } of CASES) {
      if (!(await cases.judge(name, () => run({ compose, services })))) break;
    }
    if (cases.failed > 0) cases.say(compose.try("logs", "--no-color", "--tail", "30").output);
  } finally {
    compose.try("down", "--volumes");
  }
}
