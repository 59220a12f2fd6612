import { isRecord } from "./is-record.ts";
import { freePort, loopback } from "./ports.ts";
import { accepts, untilReady } from "./readiness.ts";
import { executorMemory, type SparkHome } from "./spark-home.ts";
import type { StartContext } from "./start-context.ts";

export interface ClusterPlan {
  /** `spark://host:port` */
  readonly master: string;
  readonly masterPort: number;
  /** The master's web page, which says as JSON how many workers it has. */
  readonly pagePort: number;
  readonly workers: number;
}

/** What STACK_SPARK_MASTER asks a cluster by. */
const CLUSTER = /^cluster(?:\[(?<workers>[1-9]\d*)\])?$/;
const DEFAULT_WORKERS = 2;

const daemonMemory = "512m";

/** Resolves to nothing if Spark is to run in one process. */
export async function planCluster(sparkMaster: string): Promise<ClusterPlan | undefined> {
  const asked = CLUSTER.exec(sparkMaster);
  if (asked === null) return undefined;
  const masterPort = await freePort();
  return {
    master: `spark://${loopback}:${masterPort}`,
    masterPort,
    pagePort: await freePort(),
    workers: Number(asked.groups?.["workers"] ?? DEFAULT_WORKERS),
  };
}

/** Starts a standalone master and its workers, of one core each. Workers register while Spark Connect starts. */
export async function startCluster(context: StartContext, home: SparkHome, plan: ClusterPlan): Promise<void> {
  const { processes, signal } = context;
  const advice =
    `Check that the machine has ${2 + 2 * plan.workers} GB of free memory, or give STACK_SPARK_MASTER fewer workers, ` +
    "or unset it for a Spark in one process.";
  const master = await processes.start({
    ...home.java("spark-master", daemonMemory, [
      "org.apache.spark.deploy.master.Master",
      ...["--host", loopback, "--port", String(plan.masterPort), "--webui-port", String(plan.pagePort)],
    ]),
    address: `${plan.master} ui http://${loopback}:${plan.pagePort}`,
    advice,
  });
  await untilReady(master, () => accepts(plan.masterPort), signal);
  for (let worker = 1; worker <= plan.workers; worker++) {
    signal.throwIfAborted();
    await processes.start({
      ...home.java(`spark-worker-${worker}`, daemonMemory, [
        "org.apache.spark.deploy.worker.Worker",
        ...["--host", loopback, "--webui-port", "0", "--cores", "1", "--memory", executorMemory],
        ...["--work-dir", home.work, plan.master],
      ]),
      address: "1 core",
      advice,
    });
  }
}

/** Resolves when Spark Connect holds a core of each worker. */
export async function clusterIsReady(plan: ClusterPlan): Promise<void> {
  const response = await fetch(`http://${loopback}:${plan.pagePort}/json/`, { signal: AbortSignal.timeout(2_000) });
  const status: unknown = await response.json();
  const cores = isRecord(status) ? status["coresused"] : undefined;
  if (cores !== plan.workers) {
    throw new Error(`executors run on ${String(cores)} of ${plan.workers} workers, see the workers' logs`);
  }
}
