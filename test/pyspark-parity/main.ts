// Builds the same programs with PySpark's own client and with ours, and compares the messages. Needs no Spark server, but
// Python 3.10 or newer, whose packages go into .stack/pyspark.
//   npm run test:pyspark
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type JsonValue, toJson } from "@bufbuild/protobuf";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import type * as client from "../../src/spark-connect/index.ts";
import { recordingSession } from "../spark-connect/offline-session.ts";
import { canonical } from "./canonical.ts";
import { deviation } from "./deviations.ts";
import { callPlan } from "./function-calls.ts";
import { ALL_PROGRAMS } from "./programs/index.ts";
import { planOf } from "./programs.ts";
import { PYSPARK_NAMES } from "./pyspark-names.ts";

const PYSPARK = "pyspark-client==4.1.2";
const VENV = ".stack/pyspark";

interface Expected {
  readonly name: string;
  readonly plan: JsonValue;
  readonly function?: string;
  readonly arguments?: readonly JsonValue[];
}

const expected = pysparkPlans();
const ours = await ourPlans();
const differences: string[] = [];
const onPurpose: string[] = [];
for (const { name, plan, ...call } of expected) {
  try {
    const mine = call.function === undefined ? ours.get(name) : callPlan(call.function, call.arguments ?? []);
    if (mine === undefined) throw new Error("there is no such program in TypeScript");
    assert.deepEqual(canonical(mine), canonical(plan));
  } catch (error) {
    if (deviation(name) !== undefined) onPurpose.push(`${name}: ${deviation(name)}`);
    else differences.push(`${name}\n${error instanceof Error ? error.message : error}`);
  }
}
const known = new Set(expected.map(({ name }) => name));
for (const name of ours.keys()) if (!known.has(name)) differences.push(`${name}\nthere is no such program in Python`);
differences.push(...differingNames());
for (const difference of differences) process.stdout.write(`\n${difference}\n`);
for (const program of onPurpose) process.stdout.write(`on purpose: ${program}\n`);
const equal = expected.length - differences.length - onPurpose.length;
process.stdout.write(
  `${PYSPARK}: ${equal} equal, ${onPurpose.length} different on purpose, ${differences.length} different\n`,
);
process.exitCode = differences.length === 0 ? 0 : 1;

function pysparkPlans(): readonly Expected[] {
  const python = `${VENV}/bin/python`;
  if (!existsSync(python)) run(process.env["PYTHON"] ?? "python3", ["-m", "venv", VENV]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYSPARK]);
  const lines = run(python, ["-B", `${import.meta.dirname}/pyspark_plans.py`])
    .trim()
    .split("\n");
  return lines.map((line): Expected => JSON.parse(line));
}

/** Where the list of PySpark's names, by which the documentation is checked, is not PySpark's own. */
function differingNames(): readonly string[] {
  const actual: Readonly<Record<string, readonly string[]>> = JSON.parse(
    run(`${VENV}/bin/python`, ["-B", `${import.meta.dirname}/public_names.py`]),
  );
  const owners = new Set([...Object.keys(actual), ...Object.keys(PYSPARK_NAMES)]);
  return [...owners]
    .filter((owner) => actual[owner]?.join() !== PYSPARK_NAMES[owner]?.join())
    .map((owner) => `pyspark-names.ts: ${owner} has other names in PySpark: ${actual[owner]?.join(" ")}`);
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}.`);
  return stdout;
}

async function ourPlans(): Promise<ReadonlyMap<string, JsonValue>> {
  const { spark, executed } = recordingSession();
  const [sales, stores] = [spark.table("sales"), spark.table("stores")];
  const plans = new Map<string, JsonValue>();
  const pending: Promise<void>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const program = (name: string, build: Parameters<typeof planOf>[0]) => {
    // One after the other: a plan that is sent belongs to the program that runs.
    last = last.then(async () => {
      assert.ok(!plans.has(name), `two programs are called ${name}`);
      plans.set(name, await planOf(build, executed, (plan) => toJson(PlanSchema, plan)));
    });
    pending.push(last.then(() => undefined));
  };
  const column = (name: string, build: () => client.Column) => program(name, () => sales.select(build()));
  for (const add of ALL_PROGRAMS) add({ spark, sales, stores, program, column });
  await Promise.all(pending);
  return plans;
}
