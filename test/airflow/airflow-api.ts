import { until } from "../support/until.ts";

/** What a connection of Airflow holds. */
export interface AirflowConnection {
  readonly connection_id: string;
  readonly conn_type: string;
  readonly host?: string;
  readonly port?: number;
  readonly schema?: string;
  readonly login?: string;
  readonly password?: string;
  readonly extra?: string;
}

export interface Try {
  readonly number: number;
  readonly state: string | null;
}

/** The states in which nothing more becomes of a task or a run. */
const ENDED: ReadonlySet<string> = new Set(["success", "failed", "skipped", "upstream_failed"]);

/** Airflow's REST API, as its web pages use it. */
export class AirflowApi {
  readonly #address: string;
  #token = "";

  constructor(address: string) {
    this.#address = address;
  }

  /** Whether all of its parts say that they are well. */
  async isHealthy(): Promise<boolean> {
    try {
      const health = await this.#get("/monitor/health");
      return ["metadatabase", "scheduler", "dag_processor"].every(
        (part) => textAt(health, part, "status") === "healthy",
      );
    } catch {
      return false;
    }
  }

  async logIn(): Promise<void> {
    const answer = await fetch(`${this.#address}/auth/token`);
    this.#token = textAt(await answer.json(), "access_token");
  }

  async importErrors(): Promise<readonly unknown[]> {
    return listAt(await this.#get("/importErrors"), "import_errors");
  }

  async dagIds(): Promise<readonly string[]> {
    return listAt(await this.#get("/dags"), "dags").map((dag) => textAt(dag, "dag_id"));
  }

  async unpause(dagId: string): Promise<void> {
    await this.#send("PATCH", `/dags/${dagId}`, { is_paused: false });
  }

  async setConnection(connection: AirflowConnection): Promise<void> {
    await this.#send("DELETE", `/connections/${connection.connection_id}`, undefined, [404]);
    await this.#send("POST", "/connections", connection);
  }

  /** Starts a run of the DAG and returns its id. */
  async trigger(dagId: string, conf: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return textAt(await this.#send("POST", `/dags/${dagId}/dagRuns`, { logical_date: null, conf }), "dag_run_id");
  }

  /** Waits until the DAG has a run, which nobody triggered, and returns the id of its first one. */
  async firstRun(dagId: string): Promise<string> {
    let id: string | undefined;
    await until(`there is a run of ${dagId}`, async () => {
      [id] = await this.runIds(dagId);
      return id !== undefined;
    });
    return String(id);
  }

  /** Of all runs, oldest first. */
  async runIds(dagId: string): Promise<readonly string[]> {
    const runs = listAt(await this.#get(`/dags/${dagId}/dagRuns?order_by=id`), "dag_runs");
    return runs.map((run) => textAt(run, "dag_run_id"));
  }

  async runState(dagId: string, runId: string): Promise<string> {
    return textAt(await this.#get(`/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}`), "state");
  }

  /** Of a task of the run: null before it is scheduled. */
  async taskState(dagId: string, runId: string, taskId: string): Promise<string | null> {
    return state(await this.#get(taskPath(dagId, runId, taskId)));
  }

  async tries(dagId: string, runId: string, taskId: string): Promise<readonly Try[]> {
    const found = listAt(await this.#get(`${taskPath(dagId, runId, taskId)}/tries`), "task_instances");
    return found.map((one) => ({ number: Number(valueAt(one, "try_number")), state: state(one) }));
  }

  /** Waits for the end of the task and returns its state. */
  async ended(dagId: string, runId: string, taskId: string): Promise<string> {
    let last: string | null = null;
    await until(`task ${taskId} of ${dagId} has ended`, async () => {
      last = await this.taskState(dagId, runId, taskId);
      return last !== null && ENDED.has(last);
    });
    return String(last);
  }

  async xcom(dagId: string, runId: string, taskId: string): Promise<unknown> {
    const entry = await this.#get(`${taskPath(dagId, runId, taskId)}/xcomEntries/return_value`);
    const value = valueAt(entry, "value");
    return typeof value === "string" ? JSON.parse(value) : value;
  }

  /** What the task's fields became, as anybody may see them. */
  async renderedFields(dagId: string, runId: string, taskId: string): Promise<string> {
    return JSON.stringify(valueAt(await this.#get(taskPath(dagId, runId, taskId)), "rendered_fields"));
  }

  async assetEvents(
    dagId: string,
    runId: string,
  ): Promise<readonly { readonly uri: string; readonly extra: unknown }[]> {
    const query = new URLSearchParams({ source_dag_id: dagId, source_run_id: runId });
    const events = listAt(await this.#get(`/assets/events?${query}`), "asset_events");
    return events.map((event) => ({ uri: textAt(event, "uri"), extra: valueAt(event, "extra") }));
  }

  async #get(path: string): Promise<unknown> {
    return await this.#send("GET", path);
  }

  async #send(method: string, path: string, body?: unknown, allowed: readonly number[] = []): Promise<unknown> {
    const answer = await fetch(`${this.#address}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok && !allowed.includes(answer.status)) {
      throw new Error(`Airflow answers ${method} ${path} with ${answer.status}: ${text.slice(0, 500)}`);
    }
    return text === "" ? undefined : JSON.parse(text);
  }
}

function taskPath(dagId: string, runId: string, taskId: string): string {
  return `/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}/taskInstances/${taskId}`;
}

function state(task: unknown): string | null {
  const value = valueAt(task, "state");
  return value === null ? null : String(value);
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) at = isObject(at) ? at[name] : undefined;
  if (at === undefined) throw new Error(`Airflow's answer has no ${path.join(".")}: ${JSON.stringify(value)}`);
  return at;
}

function textAt(value: unknown, ...path: readonly string[]): string {
  return String(valueAt(value, ...path));
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = valueAt(value, name);
  if (!Array.isArray(found)) throw new Error(`Airflow's answer has no list ${name}: ${JSON.stringify(value)}`);
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
