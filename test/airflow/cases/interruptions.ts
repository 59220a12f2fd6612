import assert from "node:assert/strict";
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { isAlive } from "../../support/child-process.ts";
import { expectWorkedExample } from "../../support/expect-worked-example.ts";
import { knowDimensions } from "../../support/known-dimensions.ts";
import { until } from "../../support/until.ts";
import { SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";
import {
  type AirflowCase,
  codesOf,
  connect,
  DAG,
  nextStart,
  type Surroundings,
  TASK,
  untilRetried,
} from "../surroundings.ts";

/** What is killed in the middle of a batch, and what the retry then meets. */
interface Kill {
  readonly what: string;
  readonly signal: "SIGKILL" | "SIGTERM";
  /** The process to be killed, by that of the command. */
  readonly victim: (pid: number) => number;
  /** The exit code of the try that was killed; null where Airflow saw none. */
  readonly code: number | null;
  /** Whether the command works on, without a task. */
  readonly isOrphaned: boolean;
}

const KILLS: readonly Kill[] = [
  { what: "the command", signal: "SIGKILL", victim: (pid) => pid, code: 137, isOrphaned: false },
  { what: "the command", signal: "SIGTERM", victim: (pid) => pid, code: 143, isOrphaned: false },
  { what: "the task's process", signal: "SIGTERM", victim: taskProcess, code: -15, isOrphaned: false },
  { what: "the task's process", signal: "SIGKILL", victim: taskProcess, code: null, isOrphaned: true },
];

export const INTERRUPTIONS: readonly AirflowCase[] = KILLS.map((kill) => ({
  name: `${kill.signal} of ${kill.what} in the middle of a batch: ${
    kill.isOrphaned ? "the command works on, the retry waits for it" : "the retry undoes what was left"
  }, and every sale counts once`,
  run: (surroundings) => killAndRetry(surroundings, kill),
}));

async function killAndRetry(surroundings: Surroundings, { signal, victim, code, isOrphaned }: Kill): Promise<void> {
  const { api } = surroundings.airflow;
  await using world = await openWorld();
  await connect(surroundings, world);
  await knowDimensions(world);
  await world.land(SALES_FILE.key, SALES_FILE.text);
  surroundings.command.newStarts();
  const runId = await api.trigger(DAG);
  const { pid } = await nextStart(surroundings);
  await until("a batch is being built", async () => (await world.rows("SELECT 1 FROM batches")).length > 0);
  process.kill(victim(pid), signal);
  await untilRetried(surroundings, runId);

  const state = await api.ended(DAG, runId, TASK);
  await until("the command that was killed, or orphaned, has ended", async () => !isAlive(pid));
  const codes = await codesOf(surroundings, runId);
  assert.equal(codes[0], code);
  if (isOrphaned) {
    // Its work was done by the orphan: the lease keeps retries out until then, and leaves them nothing to do.
    assert.equal(state, "skipped");
    assert.deepEqual(new Set(codes.slice(1, -1)).difference(new Set([75])), new Set());
    assert.equal(codes.at(-1), 99);
  } else {
    assert.equal(state, "success");
    assert.deepEqual(codes.slice(1), [0]);
    const batches = await world.rows<{ state: string }>("SELECT state FROM batches ORDER BY opened_at");
    assert.deepEqual(
      batches.map((batch) => batch.state),
      ["abandoned", "completed"],
    );
  }
  await expectWorkedExample(world);
}

/** The nearest ancestor that is Python: Airflow's process for this one task. */
function taskProcess(pid: number): number {
  for (let at = parentOf(pid); at > 1; at = parentOf(at)) {
    if (basename(readlinkSync(`/proc/${at}/exe`)).startsWith("python")) return at;
  }
  throw new Error(`Process ${pid} has no task of Airflow above it.`);
}

function parentOf(pid: number): number {
  // The name of the program, in parentheses, may hold anything.
  const [, parent] = /^.*\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  return Number(parent ?? 0);
}
