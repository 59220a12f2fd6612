// Every fault at every point of a run, and kills at random moments; writes docs/crash-matrix.md.
//   npm run test:chaos -- [--seed <n>] [--kills <n>] [--points <regular expression>] [--faults <regular expression>]
//     [--only <regular expression>]
// With --points or --faults only those cells are run, and no document is written; with --only no cells, but the long forms of
// that name: points, races, commands, storms. Without any option they come last.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FAILPOINTS } from "../../src/pipeline/context/failpoints.ts";
import { SHORT_LIVED_JVM } from "../../tools/stack/short-lived-jvm.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { Random } from "../support/random.ts";
import { flakyNetwork } from "../warehouse/flaky-network.ts";
import { type Cell, runCell, type Snapshot } from "./cell.ts";
import { FAULTS, type Fault, INJECT, type Surroundings } from "./faults.ts";
import { LONG_FORMS } from "./long-forms.ts";
import { matrixDocument, type Outcome } from "./matrix.ts";
import { openS3Gateway } from "./s3-gateway.ts";
import type { ScenarioName } from "./scenarios.ts";
import { KillableServer } from "./server.ts";

const DOCUMENT = "docs/crash-matrix.md";
const MACHINE = `Node ${process.versions.node}, ${cpus().length} cores, the servers of the local stack: docker/pom.xml has their versions.`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "20" },
    points: { type: "string", default: "" },
    faults: { type: "string", default: "" },
    only: { type: "string", default: "" },
  },
});
const [seed, kills] = [Number(values.seed), Number(values.kills)];
const isWhole = values.points === "" && values.faults === "" && values.only === "";

process.env["JDK_JAVA_OPTIONS"] ??= SHORT_LIVED_JVM;
const folder = mkdtempSync(join(tmpdir(), "sales-pipeline-chaos-"));
const stack = await startStack({ dir: join(folder, "stack"), settings: { sparkMemory: "1g" } });
Object.assign(process.env, stack.env, { TMPDIR: folder });
const ports = {
  spark: Number(new URL((stack.env["SPARK_REMOTE"] ?? "").replace("sc:", "http:")).port),
  mysql: Number(stack.env["MYSQL_PORT"]),
};
const server = (name: "spark" | "mysql") => {
  const record = stack.processes.find((process) => process.name === name);
  if (record === undefined) throw new Error(`The stack has no ${name}`);
  return new KillableServer(record, ports[name]);
};

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
let isRight = true;
try {
  using spark = server("spark");
  using mysql = server("mysql");
  await using s3 = await openS3Gateway(stack.env["AWS_ENDPOINT_URL_S3"] ?? "");
  await using toMysql = await flakyNetwork({ host: "127.0.0.1", port: ports.mysql });
  await using toSpark = await flakyNetwork({ host: "127.0.0.1", port: ports.spark });
  if (values.only === "") isRight = await runAll({ spark, mysql, s3, toMysql, toSpark });
  if (isWhole || values.only !== "") isRight = (await runLongForms()) && isRight;
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isRight ? 0 : 1;

async function runAll(around: Surroundings): Promise<boolean> {
  const common = {
    detour: (world: Parameters<Cell["detour"]>[0]) => ({
      SPARK_REMOTE: `sc://127.0.0.1:${around.toSpark.port}`,
      AWS_ENDPOINT_URL_S3: around.s3.endpoint,
      MYSQL_PORT: String(around.toMysql.port),
      // Executors reach MySQL without the detour: what is cut is the driver.
      SPARK_JDBC_URL: `jdbc:mysql://127.0.0.1:${ports.mysql}/${world.settings.mysql.database}`,
    }),
    mend: async () => {
      around.s3.refuse(0);
      await Promise.all([around.spark.untilUp(), around.mysql.untilUp()]);
    },
  };
  const control = new Map<ScenarioName, { readonly snapshot: Snapshot; readonly durationMs: number }>();
  const names: ScenarioName[] = ["first files", "late file, correction, new names"];
  for (const scenario of names) {
    const undisturbed = await runCell({ ...common, scenario, point: "none", disturb: () => {} });
    if (undisturbed.exit !== 0) throw new Error(`The undisturbed run ended with ${undisturbed.exit}`);
    control.set(scenario, { snapshot: undisturbed.snapshot, durationMs: undisturbed.endedAfterMs });
  }

  const outcomes: Outcome[] = [];
  const killed = { done: 0, wrong: 0 };
  let slowestStopMs = 0;
  const write = () => {
    if (!isWhole) return;
    const facts = { outcomes, kills: killed.done, wrongKills: killed.wrong, seed, slowestStopMs, machine: MACHINE };
    writeFileSync(DOCUMENT, matrixDocument(facts));
  };
  for (const { scenario, point, fault } of plannedCells()) {
    const expected = control.get(scenario)?.snapshot;
    const began = performance.now();
    let outcome: Outcome;
    try {
      const disturb: Cell["disturb"] = (run) => INJECT[fault](run, around);
      const cell = await runCell({ ...common, scenario, point, disturb, ...(expected && { expected }) });
      if (!cell.reached) throw new Error("the run ended before its point");
      if (fault === "SIGTERM") slowestStopMs = Math.max(slowestStopMs, cell.endedAfterMs);
      outcome = { scenario, point, fault, exit: cell.exit };
    } catch (error) {
      await common.mend();
      outcome = { scenario, point, fault, exit: "?", wrong: error instanceof Error ? error.message : String(error) };
    }
    outcomes.push(outcome);
    write();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const verdict = outcome.wrong === undefined ? "right" : `WRONG: ${outcome.wrong}`;
    process.stdout.write(
      `${outcomes.length} ${scenario} / ${point} / ${fault}: ${outcome.exit}, ${verdict} (${seconds} s)\n`,
    );
  }

  if (isWhole) {
    for await (const isRightNow of killAtRandom(common, control)) {
      killed.done += 1;
      killed.wrong += isRightNow ? 0 : 1;
      write();
    }
  }
  const wrong = outcomes.filter((outcome) => outcome.wrong !== undefined).length + killed.wrong;
  process.stdout.write(`${outcomes.length} cells and ${killed.done} random kills, ${wrong} wrong\n`);
  return wrong === 0;
}

async function runLongForms(): Promise<boolean> {
  let isAllRight = true;
  for (const [name, run] of Object.entries(LONG_FORMS)) {
    if (!new RegExp(values.only).test(name)) continue;
    try {
      process.stdout.write(`${name}: ${await run(seed)}\n`);
    } catch (error) {
      isAllRight = false;
      process.stdout.write(`${name}: WRONG: ${error}\n`);
    }
  }
  return isAllRight;
}

/** By fault: a server that was just started is slow, and only those cells should meet it. */
function plannedCells() {
  const of = (scenario: ScenarioName, fault: Fault) => FAILPOINTS.map((point) => ({ scenario, point, fault }));
  return [
    ...of("late file, correction, new names", "SIGKILL"),
    ...FAULTS.flatMap((fault) => of("first files", fault)),
    ...of("late file, correction, new names", "connections cut"),
  ].filter(({ point, fault }) => new RegExp(values.points).test(point) && new RegExp(values.faults).test(fault));
}

/** Yields for each whether all was right in the end. */
async function* killAtRandom(
  common: Pick<Cell, "detour" | "mend">,
  control: ReadonlyMap<ScenarioName, { readonly snapshot: Snapshot; readonly durationMs: number }>,
): AsyncGenerator<boolean> {
  const random = new Random(seed);
  for (let kill = 0; kill < kills; kill++) {
    const scenario: ScenarioName = random.next() < 0.5 ? "first files" : "late file, correction, new names";
    const { snapshot: expected, durationMs } = control.get(scenario) ?? { snapshot: undefined, durationMs: 0 };
    const afterMs = Math.round(random.next() * durationMs);
    try {
      const disturb: Cell["disturb"] = async (run) => {
        await wait(afterMs);
        run.kill("SIGKILL");
      };
      await runCell({ ...common, scenario, point: "none", disturb, ...(expected && { expected }) });
      process.stdout.write(`${scenario}, killed after ${afterMs} ms: right\n`);
      yield true;
    } catch (error) {
      process.stdout.write(`${scenario}, killed after ${afterMs} ms: WRONG: ${error}\n`);
      yield false;
    }
  }
}
