import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loopback } from "./ports.ts";
import { region, s3Endpoint } from "./s3.ts";
import type { ServerCommand } from "./server-processes.ts";
import { installed } from "./stack-folder.ts";
import type { StartContext } from "./start-context.ts";

export interface SparkHome {
  readonly path: string;
  /** Where workers put each application's folder, with the executors' own logs. */
  readonly work: string;
  /** The command for one of Spark's main classes. */
  readonly java: (
    name: string,
    memory: string,
    main: readonly string[],
  ) => Pick<ServerCommand, "name" | "command" | "args" | "cwd" | "env">;
}

/** `scala.binary.version` of docker/pom.xml. */
const scalaVersion = "2.13";

/** Spark goes through a plan recursively: a thousand nested operators overflow a stack of the JVM's own size. */
const deepPlans = "-Xss8m";

/** Memory of each of the cluster's executors. */
export const executorMemory = "1g";

/**
 * Writes a SPARK_HOME around the installed jars: `jars` and a `RELEASE` file are what workers look for when they launch
 * executors, `conf` is on every class path.
 */
export function writeSparkHome(
  context: StartContext,
  { master, uiPort }: { readonly master: string; readonly uiPort: number | undefined },
): SparkHome {
  const { folder, credentials, settings } = context;
  const path = join(folder.run, "spark");
  const conf = join(path, "conf");
  const work = join(folder.logs, "spark-applications");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(conf, { recursive: true });
  symlinkSync(settings.sparkJars ?? installed.spark, join(path, "jars"));
  writeFileSync(join(path, "RELEASE"), "The local stack's own, around jars that Maven resolved.\n");
  writeFileSync(join(conf, "log4j2.properties"), log4jAtWarn);
  writeFileSync(join(conf, "spark-defaults.conf"), properties(sparkDefaults(context, { path, master, uiPort })));
  return {
    path,
    work,
    java: (name, memory, main) => ({
      name,
      command: "java",
      args: [`-Xmx${memory}`, deepPlans, ...moduleOptions, "-cp", `${conf}:${join(path, "jars", "*")}`, ...main],
      cwd: path,
      env: {
        SPARK_HOME: path,
        SPARK_CONF_DIR: conf,
        // Workers look for it when they put an executor's command together; Spark's shell scripts would have set it.
        SPARK_SCALA_VERSION: scalaVersion,
        // Web UIs have no binding of their own: without this they listen on every interface.
        SPARK_LOCAL_IP: loopback,
        // In the environment they show neither in a command line, nor in the web UI, nor in `SET -v`.
        AWS_ACCESS_KEY_ID: credentials.s3AccessKey,
        AWS_SECRET_ACCESS_KEY: credentials.s3SecretKey,
      },
    }),
  };
}

function sparkDefaults(
  { ports, settings }: StartContext,
  { path, master, uiPort }: { readonly path: string; readonly master: string; readonly uiPort: number | undefined },
): Readonly<Record<string, string>> {
  return {
    "spark.master": master,
    "spark.app.name": "sales-pipeline-stack",
    "spark.connect.grpc.binding.address": loopback,
    "spark.connect.grpc.binding.port": String(ports.spark),
    "spark.driver.host": loopback,
    "spark.driver.bindAddress": loopback,
    "spark.executor.memory": executorMemory,
    "spark.ui.enabled": String(uiPort !== undefined),
    ...(uiPort === undefined ? {} : { "spark.ui.port": String(uiPort) }),
    "spark.local.dir": `${path}/local`,
    "spark.sql.warehouse.dir": `${path}/warehouse`,
    "spark.sql.session.timeZone": "UTC",
    // The default of 200 is for clusters: on a laptop most of those tasks are empty.
    "spark.sql.shuffle.partitions": "4",
    // The default of 100 is less than one run of the pipeline has Spark compile, so each would compile all of it again.
    "spark.sql.codegen.cache.maxEntries": "1000",
    // Plans of a thousand nested operators and more: the default of 1,024 counts each of them twice.
    "spark.connect.grpc.marshallerRecursionLimit": "4096",
    // The default, every two seconds, leaves a person at a terminal without news of a short action.
    "spark.connect.progress.reportInterval": "500ms",
    "spark.hadoop.fs.s3a.endpoint": s3Endpoint(ports.s3),
    "spark.hadoop.fs.s3a.endpoint.region": region,
    "spark.hadoop.fs.s3a.path.style.access": "true",
    "spark.hadoop.fs.s3a.aws.credentials.provider":
      "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider",
    "spark.hadoop.fs.s3a.buffer.dir": `${path}/s3a`,
    // A file that is replaced while it is read must not end the job: the run looks its ETag up again before it commits.
    "spark.hadoop.fs.s3a.change.detection.mode": "none",
    // Output appears by completing multipart uploads: S3 has no rename that the file committers could rely on.
    "spark.hadoop.fs.s3a.committer.name": "magic",
    "spark.sql.sources.commitProtocolClass": "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
    "spark.sql.parquet.output.committer.class": "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter",
    ...settings.sparkConf,
  };
}

function properties(entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([key, value]) => `${key} ${value.replaceAll("\\", "\\\\")}\n`);
  return lines.join("");
}

/** What Spark's own launcher gives a JVM (org.apache.spark.launcher.JavaModuleOptions). */
const moduleOptions: readonly string[] = [
  "-XX:+IgnoreUnrecognizedVMOptions",
  ...[
    "java.base/java.lang",
    "java.base/java.lang.invoke",
    "java.base/java.lang.reflect",
    "java.base/java.io",
    "java.base/java.net",
    "java.base/java.nio",
    "java.base/java.util",
    "java.base/java.util.concurrent",
    "java.base/java.util.concurrent.atomic",
    "java.base/jdk.internal.ref",
    "java.base/sun.nio.ch",
    "java.base/sun.nio.cs",
    "java.base/sun.security.action",
    "java.base/sun.util.calendar",
    "java.security.jgss/sun.security.krb5",
  ].map((module) => `--add-opens=${module}=ALL-UNNAMED`),
  "-Djdk.reflect.useDirectMethodHandle=false",
  "-Dio.netty.tryReflectionSetAccessible=true",
  "-Dio.netty.allocator.type=pooled",
];

const log4jAtWarn = `rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss.SSS} %p %c{1}: %m%n%ex
`;
