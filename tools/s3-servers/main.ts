// Runs the main job, and the tests of what the lake asks of a server, against another S3 server than the stack's: versitygw, with Spark
// and MariaDB of their own. Prints why it is skipped where there is no Go to build it with.
//   node tools/s3-servers/main.ts [test files …]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newCredentials } from "../stack/credentials.ts";
import { settingsFromEnvironment } from "../stack/stack-settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { runTests } from "../tests-on/run-tests.ts";
import { installVersitygw, VERSITYGW_VERSION } from "./install-versitygw.ts";
import { VersitygwServer } from "./versitygw-server.ts";

const FILES = [
  "test/pipeline/worked-example.test.ts",
  "test/lake/archive-object.test.ts",
  "test/lake/below-prefix.test.ts",
  "test/lake/delete-objects.test.ts",
  "test/lake/publish-partitions.test.ts",
];

const command = installVersitygw();
if (command === undefined)
  process.stdout.write("skipped: versitygw is built by Go, and there is no `go` in the PATH\n");
else process.exitCode = await runOn(command);

/** Returns the exit code of the tests. */
async function runOn(versitygw: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "s3-servers-"));
  const { s3AccessKey: access, s3SecretKey: secret } = newCredentials();
  try {
    await using server = await VersitygwServer.start(versitygw, folder, { access, secret });
    const keys = { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret };
    const { sparkConf, ...settings } = settingsFromEnvironment(process.env);
    const stack = await startStack({
      dir: join(folder, "stack"),
      settings: {
        ...settings,
        services: ["spark", "mysql"],
        sparkConf: {
          ...sparkConf,
          "spark.hadoop.fs.s3a.endpoint": server.endpoint,
          "spark.hadoop.fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
          "spark.hadoop.fs.s3a.access.key": access,
          "spark.hadoop.fs.s3a.secret.key": secret,
        },
      },
    });
    try {
      const region = { AWS_REGION: "us-east-1", S3_BUCKET: "unused" };
      return await runTests(FILES, {
        folder: join(folder, "stack"),
        env: { ...stack.env, ...keys, ...region, AWS_ENDPOINT_URL_S3: server.endpoint },
        server: `versitygw ${VERSITYGW_VERSION}`,
      });
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
