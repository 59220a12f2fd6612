// Runs what depends on MySQL against another server than the stack's MariaDB: the one that STACK_MYSQL_SERVER names, a mysqld or mariadbd.
// With SPARK_REMOTE set, only that server is started, and Spark and S3 are those of the environment.
//   STACK_MYSQL_SERVER=/usr/sbin/mysqld node tools/mysql-servers/main.ts [test files …]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versionOf } from "../stack/mysql-program.ts";
import { settingsFromEnvironment } from "../stack/stack-settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { runTests } from "../tests-on/run-tests.ts";

const FILES = [
  "test/warehouse/",
  "test/cli/doctor.test.ts",
  "test/cli/least-privilege.test.ts",
  "test/pipeline/worked-example.test.ts",
  "test/pipeline/late-and-corrected-files.test.ts",
  "test/pipeline/tls-only-mysql.test.ts",
  "test/pipeline/mysql-refuses.test.ts",
  "test/pipeline/dimensions-changed-by-others.test.ts",
  "test/pipeline/recovery.test.ts",
  "test/pipeline/rebuild.test.ts",
  "test/pipeline/erase.test.ts",
  "test/pipeline/purge.test.ts",
  "test/pipeline/adopt.test.ts",
];

const settings = { ...settingsFromEnvironment(process.env), mysqlDurable: false };
const { mysqlServer } = settings;
if (mysqlServer === undefined)
  process.stdout.write("skipped: STACK_MYSQL_SERVER names no server, the path of a mysqld or mariadbd\n");
else process.exitCode = await runOn(mysqlServer);

/** Returns the exit code of the tests. */
async function runOn(mysqlServer: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "mysql-servers-"));
  try {
    const services = process.env["SPARK_REMOTE"] === undefined ? settings.services : (["mysql"] as const);
    await using stack = await startStack({ dir, settings: { ...settings, services } });
    return await runTests(FILES, { folder: dir, env: stack.env, server: versionOf(mysqlServer) });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
