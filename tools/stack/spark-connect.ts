import { connect } from "node:http2";
import { freePort, loopback } from "./ports.ts";
import { untilReady } from "./readiness.ts";
import { clusterIsReady, planCluster, startCluster } from "./spark-cluster.ts";
import { writeSparkHome } from "./spark-home.ts";
import { SPARK_TOKEN } from "./stack-environment.ts";
import type { StartContext } from "./start-context.ts";

/** Starts Spark Connect, and the cluster behind it if the settings ask for one. Resolves when it answers gRPC calls. */
export async function startSpark(context: StartContext): Promise<void> {
  const { settings, ports, processes, signal } = context;
  const cluster = await planCluster(settings.sparkMaster);
  const uiPort = settings.sparkUi ? await freePort() : undefined;
  const home = writeSparkHome(context, { master: cluster?.master ?? settings.sparkMaster, uiPort });
  if (cluster !== undefined) await startCluster(context, home, cluster);
  signal.throwIfAborted();
  const ui = uiPort === undefined ? "" : ` ui http://${loopback}:${uiPort}`;
  const java = home.java("spark", settings.sparkMemory, [
    "org.apache.spark.deploy.SparkSubmit",
    "--class",
    "org.apache.spark.sql.connect.service.SparkConnectServer",
    "spark-internal",
  ]);
  const server = await processes.start({
    ...java,
    // Not in spark-defaults.conf: `SET -v` and the event log show what stands there.
    env: { ...java.env, [SPARK_TOKEN]: context.credentials.sparkToken },
    address: `sc://${loopback}:${ports.spark}${ui}`,
    advice:
      "Check that `java -version` says 17 or 21 and that the machine has the memory " +
      `(STACK_SPARK_MEMORY is ${settings.sparkMemory}), then start the stack again.`,
  });
  await untilReady(server, () => answersGrpc(ports.spark), signal);
  if (cluster !== undefined) await untilReady(server, () => clusterIsReady(cluster), signal);
}

/** Calls a method that does not exist: any gRPC status is an answer, and none of Spark's sessions is touched. */
async function answersGrpc(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const session = connect(`http://${loopback}:${port}`);
  session.once("error", reject);
  session.setTimeout(2_000, () => reject(new Error("timeout")));
  const call = session.request({
    ":method": "POST",
    ":path": "/spark.connect.SparkConnectService/IsReady",
    "content-type": "application/grpc",
    te: "trailers",
  });
  call.once("error", reject);
  call.once("response", (headers) => {
    if (headers["grpc-status"] === undefined) reject(new Error("the answer is not gRPC"));
    else resolve();
  });
  call.end();
  try {
    await promise;
  } finally {
    session.destroy();
  }
}
