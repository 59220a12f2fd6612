import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { loopback } from "./ports.ts";
import { untilReady } from "./readiness.ts";
import { installed } from "./stack-folder.ts";
import type { StartContext } from "./start-context.ts";

export const bucket = "sales-lake";
export const region = "us-east-1";

/** Starts s3proxy on a folder and creates the bucket. Resolves when it takes writes. */
export async function startS3(context: StartContext): Promise<void> {
  const { folder, ports, credentials, processes, signal } = context;
  const run = join(folder.run, "s3");
  const objects = join(folder.data, "s3");
  for (const path of [run, objects]) mkdirSync(path, { recursive: true });
  const properties = join(run, "s3proxy.properties");
  const logback = join(run, "logback.xml");
  writeFileSync(
    properties,
    [
      `s3proxy.endpoint=${s3Endpoint(ports.s3)}`,
      "s3proxy.authorization=aws-v2-or-v4",
      `s3proxy.identity=${credentials.s3AccessKey}`,
      `s3proxy.credential=${credentials.s3SecretKey}`,
      "jclouds.provider=filesystem-nio2",
      `jclouds.filesystem.basedir=${objects}`,
      "",
    ].join("\n"),
    { mode: 0o600 },
  );
  writeFileSync(logback, logbackAtWarn);
  const server = await processes.start({
    name: "s3",
    command: "java",
    args: [
      "-Xmx512m",
      `-Dlogback.configurationFile=${logback}`,
      "-cp",
      join(installed.s3, "*"),
      "org.gaul.s3proxy.Main",
      "--properties",
      properties,
    ],
    cwd: run,
    address: s3Endpoint(ports.s3),
    advice: "Check that `java -version` says 17 or newer and that the disk has room, then start the stack again.",
  });
  const client = new S3Client({
    region,
    endpoint: s3Endpoint(ports.s3),
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: credentials.s3AccessKey, secretAccessKey: credentials.s3SecretKey },
  });
  try {
    await untilReady(server, () => takesWrites(client), signal);
  } finally {
    client.destroy();
  }
}

export function s3Endpoint(port: number): string {
  return `http://${loopback}:${port}`;
}

async function takesWrites(client: S3Client): Promise<void> {
  const abort = { abortSignal: AbortSignal.timeout(5_000) };
  await client.send(new CreateBucketCommand({ Bucket: bucket }), abort).catch(unlessItExists);
  const probe = { Bucket: bucket, Key: "_stack/ready" };
  await client.send(new PutObjectCommand({ ...probe, Body: "ready" }), abort);
  await client.send(new DeleteObjectCommand(probe), abort);
}

function unlessItExists(error: unknown): void {
  if (!(error instanceof Error) || !/^BucketAlready(Exists|OwnedByYou)$/.test(error.name)) throw error;
}

/** s3proxy's own default is DEBUG, which soon fills the disk. */
const logbackAtWarn = `<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %-5level %logger{0}: %msg%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="console"/></root>
</configuration>
`;
