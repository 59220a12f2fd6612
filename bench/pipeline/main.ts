// What runs take: warm and on a server that has done nothing yet, step by step, beside Spark's floor on the same server. Starts servers
// of its own. The sales are made once and kept in .bench.
//   npm run bench -- [--sizes 1000000,10000000] [--fresh 1000000] [--delay <ms of each S3 request>] [--json <file>] [--accept]
//   npm run bench -- --short [--accept]    a few rows, for the ratios of counts that `npm test` holds
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startStack } from "../../tools/stack/start-stack.ts";
import { acceptRatios, BASELINE, readBaseline } from "./baseline.ts";
import { freshCase, type MeasuredCase, type Quarter, warmCases } from "./cases.ts";
import { openMeasuredS3, startMeasuredSpark } from "./measured-servers.ts";
import { countRatios, timeRatios } from "./ratios.ts";
import { BUILT } from "./run-program.ts";
import { company } from "./sales-files.ts";
import type { Bench } from "./shop.ts";
import { shortForm } from "./short-form.ts";
import { tableOf } from "./table.ts";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000000,10000000" },
    fresh: { type: "string", default: "1000000" },
    delay: { type: "string", default: "0" },
    json: { type: "string" },
    accept: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
  },
});

const repository = fileURLToPath(new URL("../../", import.meta.url));
const data = join(repository, ".bench");
const folder = mkdtempSync(join(tmpdir(), "bench-pipeline-"));
mkdirSync(data, { recursive: true });
if (!values.short) execFileSync("npm", ["run", "--silent", "build"], { cwd: repository, stdio: "inherit" });
say("starting S3 and MySQL");
const stack = await startStack({ dir: join(folder, "servers"), settings: { services: ["s3", "mysql"] } });
try {
  const { s3, env } = await openMeasuredS3(stack.env, Number(values.delay));
  await using _ = s3;
  if (values.short) say("a few rows, on a Spark of their own");
  const cases = await (values.short
    ? shortForm({ data, env, s3 }, folder)
    : measureAll({ data, env, s3, program: BUILT }));
  const ratios = { counts: countRatios(cases), times: values.short ? {} : timeRatios(cases) };
  const [cpu] = cpus();
  process.stdout.write(`${cases.map(tableOf).join("\n")}\n`);
  for (const [name, ratio] of Object.entries({ ...ratios.times, ...ratios.counts })) {
    process.stdout.write(`${ratio.toFixed(3).padStart(10)}  ${name}\n`);
  }
  const machine = `${cpus().length} × ${cpu?.model}`;
  if (values.json !== undefined)
    writeFileSync(values.json, json({ machine, delayMs: Number(values.delay), cases, ratios }));
  if (values.accept) writeFileSync(BASELINE, json(acceptRatios(readBaseline(BASELINE), ratios)));
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(bench: Bench): Promise<readonly MeasuredCase[]> {
  const cases: MeasuredCase[] = [];
  const start = (name: string) => {
    say(`starting Spark (${name})`);
    return startMeasuredSpark(join(folder, name), bench.env);
  };
  const warm = await start("warm");
  let isWarmUp = true;
  const endWarm = async () => {
    if (isWarmUp) await warm[Symbol.asyncDispose]();
    isWarmUp = false;
  };
  try {
    for (const rows of numbers(values.sizes)) {
      say(`${rows} rows on a warm server`);
      cases.push(...(await warmCases(bench, warm, quarter(rows))));
    }
    const [rows] = numbers(values.fresh);
    if (rows === undefined) return cases;
    const startFresh = async () => {
      await endWarm();
      return await start("fresh");
    };
    say(`${rows} rows on a server that has done nothing yet`);
    cases.push(await freshCase(bench, warm, startFresh, quarter(rows)));
    return cases;
  } finally {
    await endWarm();
  }
}

function quarter(rows: number): Quarter {
  return { name: String(rows), company: company(200, 50_000), rows, files: 100 };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function numbers(list: string): readonly number[] {
  return list.split(",").filter(Boolean).map(Number);
}

function say(line: string): void {
  process.stderr.write(`bench: ${line} …\n`);
}
