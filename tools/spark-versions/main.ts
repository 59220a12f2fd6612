// Runs the Spark client's tests against servers of several versions of Spark, one after the other.
//   node tools/spark-versions/main.ts [--short] [versions …]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { settingsAsEnvironment, settingsFromEnvironment } from "../stack/stack-settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { versionJars } from "./version-jars.ts";

/** The oldest that the client supports, the one it was generated from, and the newest. */
const VERSIONS = ["4.0.1", "4.1.2", "4.2.0"];

/** What `npm test` runs: on the versions that its other tests do not run on, the tests of what every program does. */
const SHORT_FORM = {
  versions: ["4.0.1", "4.2.0"],
  files: ["session", "data-frame", "data-frame-writer", "joins", "wire/live-execution"].map(
    (name) => `test/spark-connect/${name}.test.ts`,
  ),
};

/** The stack's committers for S3 are in spark-hadoop-cloud, which not every version has. */
const WITHOUT_S3 = {
  "spark.sql.sources.commitProtocolClass":
    "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol",
  "spark.sql.parquet.output.committer.class": "org.apache.parquet.hadoop.ParquetOutputCommitter",
};

const temporary = tmpdir();
const { values, positionals } = parseArgs({ options: { short: { type: "boolean" } }, allowPositionals: true });
const { versions, files } = values.short ? SHORT_FORM : { versions: VERSIONS, files: ["test/spark-connect/"] };
const results = new Map<string, TestCounts>();
for (const version of positionals.length > 0 ? positionals : versions) {
  results.set(version, await testVersion(version));
}
for (const [version, { passed, failed, skipped }] of results) {
  process.stdout.write(`Spark ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}
const isGood = [...results.values()].every(({ passed, failed }) => failed === 0 && passed > 0);
process.exitCode = isGood ? 0 : 1;

interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Has Vitest run the tests on the servers of the environment, and reads its closing line. */
async function runTests(files: readonly string[], env: NodeJS.ProcessEnv): Promise<TestCounts> {
  const vitest = spawn("vitest", ["run", ...files], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  vitest.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  await once(vitest, "close");
  const closing = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(output);
  if (closing === null) throw new Error("Vitest ended without its closing line.");
  const [passed = 0, failed = 0, skipped = 0] = closing.slice(1).map((count) => Number(count ?? 0));
  return { passed, failed, skipped };
}

async function testVersion(version: string): Promise<TestCounts> {
  const folder = mkdtempSync(join(temporary, `spark-${version}-`));
  const settings = {
    ...settingsFromEnvironment(process.env),
    services: ["spark", "mysql"],
    sparkJars: versionJars(version),
    sparkConf: WITHOUT_S3,
  } as const;
  process.stderr.write(`spark-versions: starting Spark ${version} …\n`);
  const stack = await startStack({ dir: folder, settings });
  try {
    // Tests that start servers of their own read the stack's settings.
    const own = { ...stack.env, ...settingsAsEnvironment(settings), TMPDIR: folder, TEST_STACK_FOLDER: folder };
    return await runTests(files, { ...process.env, ...own });
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
