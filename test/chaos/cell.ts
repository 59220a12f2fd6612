import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { inFolder } from "../support/in-folder.ts";
import { openWorld, type World } from "../support/world.ts";
import { type FaultyRun, startFaultyRun } from "./faulty-run.ts";
import { leftovers } from "./leftovers.ts";
import { SCENARIOS, type ScenarioName } from "./scenarios.ts";

/** How the faulty run ended; what follows was right, or the cell throws. */
export interface CellResult {
  readonly reached: boolean;
  readonly exit: number | string;
  /** From the fault to the end of the run. */
  readonly endedAfterMs: number;
}

export interface Cell {
  readonly scenario: ScenarioName;
  readonly point: FailpointName | "none";
  /** What the faulty run uses instead of the world's own ways to the servers. */
  readonly detour: (world: World) => Readonly<Record<string, string>>;
  /** Called when the run waits at its point, or at once if there is none. */
  readonly disturb: (run: FaultyRun) => void | Promise<void>;
  /** Called before the second run. */
  readonly mend: () => Promise<void>;
  /** What the ledger and the lake hold after an undisturbed run. */
  readonly expected?: Snapshot;
}

export interface Snapshot {
  readonly files: readonly object[];
  readonly objects: readonly string[];
}

/** Far above what a run takes on any machine: one that has not ended then hangs. */
const LIMIT_MS = 10 * 60_000;

/** A run that a fault meets, and one more. Throws if anything is not as if there had been no fault. */
export async function runCell(cell: Cell): Promise<CellResult & { readonly snapshot: Snapshot }> {
  const { before, landing, counts } = SCENARIOS[cell.scenario];
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "cell-"));
  await world.landAll(before);
  if (before.length > 0) assert.equal((await world.run()).error, undefined);
  await world.landAll(landing);

  const run = startFaultyRun(cell.point, { ...world.env, TMPDIR: temporary, ...cell.detour(world) });
  const reached = cell.point === "none" || (await run.reached);
  const since = performance.now();
  await cell.disturb(run);
  run.goOn();
  const { exit } = await inTime(run);
  const endedAfterMs = performance.now() - since;
  await cell.mend();

  const again = await inFolder(temporary, () => world.run());
  assert.equal(again.error, undefined);
  await expectMarts(world, await counts);
  const snapshot = await snapshotOf(world);
  if (cell.expected !== undefined) assert.deepEqual(snapshot, cell.expected);
  // One more finds what the last one may have left, and nothing to do.
  const idle = await inFolder(temporary, () => world.run());
  assert.equal(idle.summary.status, "nothing_to_do");
  assert.deepEqual(await leftovers(world, temporary), []);
  await rm(temporary, { recursive: true });
  return { reached, exit, endedAfterMs, snapshot };
}

async function inTime(run: FaultyRun): Promise<{ readonly exit: number | string }> {
  const timer = setTimeout(() => run.kill("SIGKILL"), LIMIT_MS);
  const ended = await run.ended;
  clearTimeout(timer);
  return ended;
}

/** Ids and names that differ from run to run are left out. */
async function snapshotOf(world: World): Promise<Snapshot> {
  const files = await world.rows(
    `SELECT object_key, status, rows_read, rows_accepted, rows_rejected, archive_state
     FROM staging_files
     ORDER BY object_key, status`,
  );
  const objects = (await world.keys()).map((key) =>
    key
      .replace(/batch=[^/]+/, "batch=*")
      .replace(/(files\/[^/]+)\/\d+/, "$1/*")
      .replace(/part-[^/]+/, "part-*"),
  );
  return { files, objects: [...new Set(objects)].toSorted() };
}
