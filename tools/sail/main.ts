// Runs the Spark client's tests against Sail, another implementation of Spark Connect, file by file. What Sail cannot do
// makes tests fail there; only the table of servers in docs/spark-connect.md has to agree.
//   node tools/sail/main.ts [files …]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFromEnvironment } from "../stack/stack-settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { installSail, SAIL_VERSION } from "./install-sail.ts";
import { SailServer } from "./sail-server.ts";

const TABLE_TEST = "test/spark-connect/servers/capabilities.test.ts";
/** Tests that need a server, of what does not depend on a Spark's settings or on breaking its connections. */
const FILES = ["test/spark-connect/*.test.ts", "test/spark-connect/arrow/server-values.test.ts", TABLE_TEST];
const TEST_TIMEOUT_MS = 20_000;
/** A hanging call keeps Vitest from ending. */
const FILE_TIMEOUT_MS = 240_000;

interface Outcome {
  readonly file: string;
  readonly passed: number;
  /** The names of the tests that did not pass. */
  readonly failed: readonly string[];
}

const command = installSail();
const folder = mkdtempSync(join(tmpdir(), "sail-"));
const log = join(folder, "sail.log");
const stack = await startStack({
  dir: join(folder, "stack"),
  settings: { ...settingsFromEnvironment(process.env), services: ["mysql"] },
});
const sail = new SailServer(command, log);
const outcomes: Outcome[] = [];
try {
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : FILES.flatMap((pattern) => globSync(pattern));
  for (const file of wanted.toSorted()) {
    const outcome = await runFile(file);
    outcomes.push(outcome);
    process.stdout.write(`${file}: ${outcome.passed} passed, ${outcome.failed.length} failed\n`);
    for (const name of outcome.failed) process.stdout.write(`  ${name}\n`);
  }
} finally {
  await sail.stop();
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0);
process.stdout.write(
  `Sail ${SAIL_VERSION}: ${passed} passed, ${failed} failed, ${sail.crashes} crashes of the server\n`,
);
const table = outcomes.find(({ file }) => file === TABLE_TEST);
process.exitCode = passed > 0 && (table === undefined || table.failed.length === 0) ? 0 : 1;

async function runFile(file: string): Promise<Outcome> {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const remote = await sail.remote();
  const limits = ["--testTimeout", "--hookTimeout"].map((name) => `${name}=${TEST_TIMEOUT_MS}`);
  const vitest = spawn("vitest", ["run", file, "--reporter=json", `--outputFile=${report}`, ...limits], {
    env: {
      ...process.env,
      ...stack.env,
      SPARK_REMOTE: remote,
      SPARK_SERVER: `Sail ${SAIL_VERSION}`,
      TEST_STACK_FOLDER: folder,
    },
    stdio: "ignore",
    timeout: FILE_TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  await once(vitest, "close");
  return outcomeOf(file, report);
}

function outcomeOf(file: string, report: string): Outcome {
  try {
    const { testResults }: { testResults: readonly FileReport[] } = JSON.parse(readFileSync(report, "utf8"));
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const passed = tests.filter(({ status }) => status === "passed").length;
    return { file, passed, failed: tests.filter(({ status }) => status !== "passed").map(({ title }) => title) };
  } catch {
    return { file, passed: 0, failed: [`no report: the tests did not end within ${FILE_TIMEOUT_MS} ms`] };
  }
}

interface FileReport {
  readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
}
