import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import type { Airflow } from "./airflow.ts";
import type { AirflowConnection } from "./airflow-api.ts";
import type { RecordedCommand, RecordedStart } from "./recorded-command.ts";

/** What a case works with. */
export interface Surroundings {
  readonly airflow: Airflow;
  readonly command: RecordedCommand;
  /** The temporary directory that the worker is given. */
  readonly temporaryFolder: string;
}

export interface AirflowCase {
  readonly name: string;
  run(surroundings: Surroundings): Promise<void>;
}

export const DAG = "sales_pipeline";
export const TASK = "run";

/** The example's connections to the servers of a world. */
export function connectionsOf({
  env,
}: Pick<World, "env">): Readonly<Record<"spark" | "s3" | "mysql", AirflowConnection>> {
  const token = env["SPARK_CONNECT_AUTHENTICATE_TOKEN"];
  const spark = new URL(String(env["SPARK_REMOTE"]).replace("sc:", "http:"));
  return {
    spark: {
      connection_id: "sales_spark",
      conn_type: "generic",
      host: spark.hostname,
      port: Number(spark.port),
      ...(token !== undefined && { password: token }),
    },
    s3: {
      connection_id: "sales_s3",
      conn_type: "generic",
      login: String(env["AWS_ACCESS_KEY_ID"]),
      password: String(env["AWS_SECRET_ACCESS_KEY"]),
      extra: JSON.stringify({
        bucket: env["S3_BUCKET"],
        region_name: env["AWS_REGION"],
        endpoint_url: env["AWS_ENDPOINT_URL_S3"],
      }),
    },
    mysql: {
      connection_id: "sales_mysql",
      conn_type: "generic",
      host: String(env["MYSQL_HOST"]),
      port: Number(env["MYSQL_PORT"]),
      schema: String(env["MYSQL_DATABASE"]),
      login: String(env["MYSQL_USER"]),
      password: String(env["MYSQL_PASSWORD"]),
    },
  };
}

/** Has the example work in the world. */
export async function connect({ airflow }: Surroundings, world: World): Promise<void> {
  for (const connection of Object.values(connectionsOf(world))) await airflow.api.setConnection(connection);
}

/** What Airflow logged of one try of the run's task. */
export function logOf({ airflow }: Surroundings, runId: string, attempt: number, dagId = DAG): string {
  const path = join(airflow.logs, `dag_id=${dagId}`, `run_id=${runId}`, `task_id=${TASK}`, `attempt=${attempt}.log`);
  return readFileSync(path, "utf8");
}

/** The exit codes as Airflow tells them, try by try: below zero the signal that ended the shell; null where a try left none. */
export function exitCodes(
  surroundings: Surroundings,
  runId: string,
  tries: number,
  dagId = DAG,
): readonly (number | null)[] {
  return Array.from({ length: tries }, (_, index) => {
    const found = /exited with return code (-?\d+)/.exec(logOf(surroundings, runId, index + 1, dagId))?.[1];
    return found === undefined ? null : Number(found);
  });
}

/** The number of tries that the task took, each with its exit code. */
export async function codesOf(
  surroundings: Surroundings,
  runId: string,
  dagId = DAG,
): Promise<readonly (number | null)[]> {
  const tries = await surroundings.airflow.api.tries(dagId, runId, TASK);
  return exitCodes(surroundings, runId, tries.length, dagId);
}

export async function untilRetried({ airflow }: Surroundings, runId: string, dagId = DAG): Promise<void> {
  await until(`a try of ${runId} has failed, and another is to come`, async () => {
    const state = await airflow.api.taskState(dagId, runId, TASK);
    assert.ok(!["success", "failed", "skipped"].includes(String(state)), `the task has ended as ${state}`);
    return state === "up_for_retry";
  });
}

/** Waits until a task has started the command. */
export async function nextStart({ command }: Surroundings): Promise<RecordedStart> {
  let found: RecordedStart | undefined;
  await until("a task has started sales-pipeline", async () => {
    found = command.newStarts().at(-1);
    return found !== undefined;
  });
  assert.ok(found !== undefined);
  return found;
}
