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
}

const workers: readonly string[] = ["spark-worker-1", "spark-worker-2"];
const daemonMemory = "512m";
const advice =
  "Check that the machine has 5 GB of free memory, or unset STACK_SPARK_MASTER for a Spark in one process.";

export async function planCluster(): Promise<ClusterPlan> {
  const masterPort = await freePort();
  return { master: `spark://${loopback}:${masterPort}`, masterPort, pagePort: await freePort() };
}

/** Starts a standalone master and two workers of one core each. Workers register while Spark Connect starts. */
export async function startCluster(context: StartContext, home: SparkHome, plan: ClusterPlan): Promise<void> {
  const { processes, signal } = context;
  const master = await processes.start({
    ...home.java("spark-master", daemonMemory, [
      "org.apache.spark.deploy.master.Master",
      ...["--host", loopback, "--port", String(plan.masterPort), "--webui-port", String(plan.pagePort)],
    ]),
    address: `${plan.master} ui http://${loopback}:${plan.pagePort}`,
    advice,
  });
  await untilReady(master, () => accepts(plan.masterPort), signal);
  for (const name of workers) {
    signal.throwIfAborted();
    await processes.start({
      ...home.java(name, daemonMemory, [
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
  if (cores !== workers.length) {
    throw new Error(`executors run on ${String(cores)} of ${workers.length} workers, see the workers' logs`);
  }
}
