import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { listProcesses } from "../../tools/stack/process-list.ts";
import { SHORT_LIVED_JVM } from "../../tools/stack/short-lived-jvm.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES, type ExampleFile, SALES_FILE, SALES_TEAM_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { flakyNetwork } from "../warehouse/flaky-network.ts";

let folder = "";
let stack: Stack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "main-job-cluster-"));
  // Six cold JVMs on few cores.
  process.env["JDK_JAVA_OPTIONS"] = SHORT_LIVED_JVM;
  const sparkConf = { "spark.connect.progress.reportInterval": "100ms" };
  stack = await startStack({ dir: folder, settings: { sparkMaster: "cluster", sparkMemory: "1g", sparkConf } });
  Object.assign(process.env, stack.env);
});

afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true });
});

test("the main job is right on a standalone cluster with two workers", async () => {
  await using world = await openWorld();
  await world.landAll([SALES_FILE, SALES_TEAM_FILE]);
  const run = await runCli(["run"], world.env);
  assert.equal(run.code, 0, run.stderr);
  await expectMarts(world, {
    files: [sourceFile(SALES_FILE)],
    dimensions: await readDimensions({ customers: [], stores: [], salesTeam: [sourceFile(SALES_TEAM_FILE)] }),
    asOf: "2026-01-01",
  });
});

test("executors that are killed while they clean sales and while they load a mart change no number", async () => {
  await using world = await openWorld();
  const files = Array.from({ length: 6 }, (_, file) =>
    salesFile(
      `${file}`,
      Array.from({ length: 2_000 }, (_, n) => ({
        date: `2023-0${1 + (n % 3)}-0${1 + (n % 9)}`,
        person: 1 + (n % 3),
        price: 1 + (n % 7) + file,
      })),
    ),
  );
  await world.landAll([...DIMENSION_FILES, ...files]);
  const killed = new Map<string, Promise<void>>();
  const { error } = await runPipeline({
    job: salesJob,
    settings: world.settings,
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) =>
      createLogger("debug", bindings, {
        write: (line) => {
          const { spark, tasks, of }: { spark?: string; tasks?: number; of?: number } = JSON.parse(line);
          const isUnderWay = tasks !== undefined && of !== undefined && tasks < of;
          if ((spark === "clean sales" || spark === "customers_data_mart") && isUnderWay && !killed.has(spark)) {
            killed.set(spark, killAnExecutor());
          }
        },
      }),
  });
  await Promise.all(killed.values());

  assert.deepEqual([...killed.keys()], ["clean sales", "customers_data_mart"]);
  assert.equal(error, undefined);
  await expectMarts(world, await counting(files));
});

test("a task that Spark repeats after it had committed meets its own rows, and the attempt is made again", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const { host, port, database } = world.settings.mysql;
  await using network = await flakyNetwork({ host, port });
  network.loseReplyTo("COMMIT", { after: "INSERT INTO load_" });

  const run = await runCli(["run", "--as-of", AS_OF], {
    ...world.env,
    // The relay has to see what is said.
    SPARK_JDBC_URL: `jdbc:mysql://127.0.0.1:${network.port}/${database}?sslMode=DISABLED`,
    LOG_LEVEL: "warn",
  });

  assert.ok(network.hasLost());
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stderr, /abandoning batch \S+: .*Duplicate entry/);
  assert.deepEqual(await world.rows("SELECT state FROM batches ORDER BY batch_id"), [
    { state: "abandoned" },
    { state: "completed" },
  ]);
  await expectWorkedExample(world);
});

/** As `kill -9`. The worker starts another one. */
async function killAnExecutor(): Promise<void> {
  const executor = (await listProcesses()).find(
    ({ command }) => command.includes("CoarseGrainedExecutorBackend") && command.includes(stack.folder.path),
  );
  assert.ok(executor !== undefined);
  process.kill(executor.pid, "SIGKILL");
}

function sourceFile({ key, text }: ExampleFile): SourceFile {
  return { name: key.slice(key.lastIndexOf("/") + 1), content: new TextEncoder().encode(text) };
}
