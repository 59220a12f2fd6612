import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../tools/stack/ports.ts";
import { isAlive } from "../support/child-process.ts";
import { until } from "../support/until.ts";
import { AirflowApi } from "./airflow-api.ts";
import { layOutDags } from "./laid-out-dags.ts";

/** A running Airflow with the DAGs of the example: scheduler with its LocalExecutor, DAG processor and API server. */
export interface Airflow extends AsyncDisposable {
  readonly api: AirflowApi;
  /** Where tasks write their logs. */
  readonly logs: string;
}

export interface AirflowOptions {
  /** Where `airflow` is. */
  readonly commands: string;
  readonly home: string;
  /** All that a worker's environment holds, besides Airflow's own settings. */
  readonly worker: Readonly<Record<string, string>>;
}

const PARTS = ["api-server", "scheduler", "dag-processor"];

export async function startAirflow({ commands, home, worker }: AirflowOptions): Promise<Airflow> {
  const port = await freePort();
  const env = { ...worker, ...airflowSettings(home, port) };
  mkdirSync(home, { recursive: true });
  layOutDags(join(home, "dags"));
  const airflow = join(commands, "airflow");
  const migrated = spawnSync(airflow, ["db", "migrate"], { env, encoding: "utf8" });
  if (migrated.status !== 0)
    throw new Error(`\`airflow db migrate\` ended with ${migrated.status}.\n${migrated.stderr}`);
  const pids = PARTS.map((part) => {
    const log = openSync(join(home, `${part}.log`), "w");
    const { pid } = spawn(airflow, [part], { env, stdio: ["ignore", log, log], detached: true });
    if (pid === undefined) throw new Error(`\`airflow ${part}\` could not be started`);
    return pid;
  });
  const kill = () => {
    for (const pid of pids) signalGroup(pid, "SIGKILL");
  };
  // They lead groups of their own, and would outlive a test that is stopped.
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    await Promise.all(pids.map(stopGroup));
    process.removeListener("exit", kill);
  };
  const api = new AirflowApi(`http://127.0.0.1:${port}`);
  try {
    await until(`Airflow answers; its logs are in ${home}`, async () => {
      const dead = PARTS.filter((_, index) => !isAlive(pids[index] ?? 0));
      if (dead.length > 0) throw new Error(`airflow ${dead.join(", ")} ended early. Its log is in ${home}.`);
      return await api.isHealthy();
    });
    await api.logIn();
  } catch (error) {
    await stop();
    throw error;
  }
  return { api, logs: join(home, "logs"), [Symbol.asyncDispose]: stop };
}

function airflowSettings(home: string, port: number): Readonly<Record<string, string>> {
  return {
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__DAGS_FOLDER: join(home, "dags"),
    AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
    AIRFLOW__CORE__PARALLELISM: "4",
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: "True",
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
    AIRFLOW__API__HOST: "127.0.0.1",
    AIRFLOW__API__PORT: String(port),
    AIRFLOW__API__WORKERS: "1",
    AIRFLOW__API_AUTH__JWT_SECRET: "known to nobody but the parts of this Airflow, which end with the test",
  };
}

/** On SIGTERM they end their children. */
async function stopGroup(pid: number): Promise<void> {
  signalGroup(pid, "SIGTERM");
  await until(`process ${pid} of Airflow has ended`, async () => !isAlive(pid), STOP_WITHIN_MS).catch(() => undefined);
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone.
  }
}

const STOP_WITHIN_MS = 30_000;
