// Runs the Spark client's tests against servers of several versions of Spark, one after the other.
//   node tools/spark-versions/main.ts [--short] [versions …]
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { settingsAsEnvironment, settingsFromEnvironment } from "../stack/stack-settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { runTestFiles, type TestCounts } from "../test-files.ts";
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
const { versions, files } = values.short
  ? SHORT_FORM
  : { versions: VERSIONS, files: globSync("test/spark-connect/**/*.test.ts").toSorted() };
const results = new Map<string, TestCounts>();
for (const version of positionals.length > 0 ? positionals : versions) {
  results.set(version, await testVersion(version));
}
for (const [version, { passed, failed, skipped }] of results) {
  process.stdout.write(`Spark ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}
const isGood = [...results.values()].every(({ passed, failed }) => failed === 0 && passed > 0);
process.exitCode = isGood ? 0 : 1;

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
    Object.assign(process.env, stack.env, settingsAsEnvironment(settings), { TMPDIR: folder });
    return await runTestFiles(files);
  } finally {
    process.env["TMPDIR"] = temporary;
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
