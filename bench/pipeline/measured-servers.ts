import { join } from "node:path";
import { remoteWithToken } from "../../tools/stack/stack-environment.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { openRpcCounter, type RpcCounter } from "./rpc-counter.ts";
import { openS3Counter, type S3Counter } from "./s3-counter.ts";
import { SparkJobs } from "./spark-jobs.ts";

/** A Spark server that reaches S3 through a proxy which counts, and is reached through another. */
export interface MeasuredSpark extends AsyncDisposable {
  readonly rpcs: RpcCounter;
  readonly jobs: SparkJobs;
  /** The server itself, past the proxy. */
  readonly remote: string;
}

type Environment = Readonly<Record<string, string>>;

/** The proxy before the S3 server of these variables, and the variables of whoever goes through it. */
export async function openMeasuredS3(env: Environment, delayMs = 0): Promise<{ s3: S3Counter; env: Environment }> {
  const s3 = await openS3Counter(env["AWS_ENDPOINT_URL_S3"] ?? "", delayMs);
  return { s3, env: { ...env, AWS_ENDPOINT_URL_S3: s3.endpoint } };
}

/**
 * Starts a server; it has done nothing yet.
 *
 * @param env where S3 is, by AWS_…
 * @param sparkMaster how many tasks it has at once @default `STACK_SPARK_MASTER`, or one for each core
 */
export async function startMeasuredSpark(
  folder: string,
  env: Environment,
  sparkMaster?: string,
): Promise<MeasuredSpark> {
  const { sparkJars, sparkConf, sparkMemory, sparkMaster: given } = settingsFromEnvironment(process.env);
  const stack = await startStack({
    dir: join(folder, "spark"),
    settings: {
      services: ["spark"],
      sparkUi: true,
      sparkMaster: sparkMaster ?? given,
      sparkJars,
      sparkMemory,
      sparkConf: {
        ...sparkConf,
        "spark.ui.retainedJobs": "10000",
        "spark.hadoop.fs.s3a.endpoint": env["AWS_ENDPOINT_URL_S3"] ?? "",
        "spark.hadoop.fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "spark.hadoop.fs.s3a.access.key": env["AWS_ACCESS_KEY_ID"] ?? "",
        "spark.hadoop.fs.s3a.secret.key": env["AWS_SECRET_ACCESS_KEY"] ?? "",
      },
    },
  });
  try {
    const remote = remoteWithToken(stack.env);
    const jobs = await SparkJobs.of(uiOf(stack));
    const rpcs = await openRpcCounter(remote);
    return {
      rpcs,
      jobs,
      remote,
      async [Symbol.asyncDispose]() {
        await rpcs[Symbol.asyncDispose]();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

function uiOf({ processes }: Stack): string {
  const address = processes.find(({ name }) => name === "spark")?.address ?? "";
  const [, ui] = / ui (\S+)$/.exec(address) ?? [];
  if (ui === undefined) throw new Error(`Spark has no web UI: ${address}`);
  return ui;
}
