import { setTimeout as delay } from "node:timers/promises";

/** How often Spark is asked whether it has noted all executions: it does so a little later. */
const ASK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 30_000;

interface SqlExecution {
  readonly id: number;
  readonly status: string;
  /** In milliseconds. */
  readonly duration: number;
}

/** Spark's own account of how long each query took, from the REST interface of its web UI. */
export class ServerTimes {
  readonly #executions: string;

  private constructor(executions: string) {
    this.#executions = executions;
  }

  static async of(ui: string): Promise<ServerTimes> {
    const applications = await get(`${ui}/api/v1/applications`);
    const id = isRecord(applications[0]) ? applications[0]["id"] : undefined;
    if (typeof id !== "string") throw new Error(`${ui} shows no Spark application`);
    return new ServerTimes(
      `${ui}/api/v1/applications/${id}/sql?details=false&planDescription=false&offset=0&length=1000000`,
    );
  }

  /** The point from which `since` counts. */
  async mark(): Promise<number> {
    return Math.max(-1, ...(await this.#all()).map(({ id }) => id));
  }

  /** The durations of the executions after the mark, of which there will be so many. */
  async since(mark: number, count: number): Promise<readonly number[]> {
    const start = performance.now();
    for (;;) {
      const own = (await this.#all()).filter(({ id, status }) => id > mark && status === "COMPLETED");
      if (own.length >= count) return own.map(({ duration }) => duration);
      if (performance.now() - start > GIVE_UP_AFTER_MS) {
        throw new Error(`Spark knows of ${own.length} executions instead of ${count}`);
      }
      await delay(ASK_EVERY_MS);
    }
  }

  async #all(): Promise<readonly SqlExecution[]> {
    return (await get(this.#executions)).map((entry) => {
      const { id, status, duration } = isRecord(entry) ? entry : {};
      if (typeof id !== "number" || typeof status !== "string" || typeof duration !== "number") {
        throw new TypeError(`Spark's list of executions has an entry of another form: ${JSON.stringify(entry)}`);
      }
      return { id, status, duration };
    });
  }
}

async function get(url: string): Promise<readonly unknown[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const body: unknown = await response.json();
  return Array.isArray(body) ? body : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
