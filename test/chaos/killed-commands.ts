import assert from "node:assert/strict";
import { FAILPOINTS, type FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { salesFile } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";
import { type FaultyCommand, startFaultyRun } from "./faulty-run.ts";

/** Where each command is killed. */
export interface KillPlan {
  /** `recover`, after a run that died before its commit. */
  readonly abandoning: readonly FailpointName[];
  /** `recover`, after a run that died after its commit. */
  readonly finishing: readonly FailpointName[];
  readonly rebuild: readonly FailpointName[];
  readonly replay: readonly FailpointName[];
}

const TAKES_NO_FILES: readonly FailpointName[] = ["files_recorded", "files_judged", "file_moved", "file_archived"];

export const EVERY_POINT: KillPlan = {
  abandoning: [
    "lease_claimed",
    "load_tables_dropped",
    "scratch_removed",
    "batch_output_removed",
    "batch_abandoned",
    "recovered",
  ],
  finishing: FAILPOINTS.slice(FAILPOINTS.indexOf("partition_published")),
  rebuild: FAILPOINTS.filter((point) => !TAKES_NO_FILES.includes(point)),
  replay: [
    "lease_claimed",
    "recovered",
    "files_restored",
    ...FAILPOINTS.filter((point) => point !== "lease_claimed" && point !== "recovered"),
  ],
};

/** For the tests of every day: around what cannot be undone. */
export const SOME_POINTS: KillPlan = {
  abandoning: ["load_tables_dropped", "batch_output_removed", "batch_abandoned"],
  finishing: ["partition_published", "manifest_written", "file_moved", "scratch_removed"],
  rebuild: ["commit:after_commit"],
  replay: ["files_restored", "commit:before_commit"],
};

/** Every kill leaves work for the next command, and each finds what the last one left. Returns the files that count in the end. */
export async function killCommands(
  world: World,
  plan: KillPlan,
  env: Readonly<Record<string, string>>,
): Promise<readonly ExampleFile[]> {
  const file = (n: number) =>
    salesFile(`${n}`, [
      { date: "2023-02-20", person: 1 + (n % 3), price: 10 + n },
      { date: `2023-0${3 + n}-01`, person: 2, customer: 2, price: 1.5 },
    ]);
  const files = [file(0), file(1), file(2)] as const;
  await knowDimensions(world);
  await world.landAll([files[0]]);
  assert.equal((await world.run()).error, undefined);

  await world.land(files[1].key, files[1].text);
  await killAt("partitions_staged", env, ["run"]);
  for (const point of plan.abandoning) await killAt(point, env, ["recover"]);
  await killAt("commit:after_commit", env, ["run"]);
  for (const point of plan.finishing) await killAt(point, env, ["recover"]);
  for (const point of plan.rebuild) {
    await damage(world);
    await killAt(point, env, ["rebuild"]);
  }
  for (const [index, point] of plan.replay.entries()) {
    await damage(world);
    // Duplicates of a file of this run, so that those are recorded too.
    await world.land(`raw/sales/sales_data_again-${index}.csv`, files[2].text);
    await killAt(point, env, ["replay", await liveVersion(world, files[0])]);
  }
  await undoDamage(world);
  return files;
}

/** Something to mend, so that partitions are published; the sums, which readers compare, stay. */
async function damage(world: World): Promise<void> {
  await world.change("UPDATE sales_team_data_mart SET full_name = 'somebody else' WHERE sales_month = '2023-02'");
}

/** Late points are also passed while the batch before is recovered: a command that is killed there has mended nothing yet. */
async function undoDamage(world: World): Promise<void> {
  await world.change(
    `UPDATE sales_team_data_mart AS mart JOIN sales_team AS person ON person.id = mart.sales_person_id
     SET mart.full_name = CONCAT(person.first_name, ' ', person.last_name)
     WHERE mart.full_name = 'somebody else'`,
  );
}

/** As `kill -9`, once the command has got there. */
export async function killAt(
  point: FailpointName,
  env: Readonly<Record<string, string>>,
  command: FaultyCommand,
): Promise<void> {
  const run = startFaultyRun(point, env, command);
  const isReached = await run.reached;
  if (!isReached) assert.fail(`${command[0]} did not get to ${point}: ${JSON.stringify(await run.ended)}`);
  run.kill("SIGKILL");
  assert.equal((await run.ended).exit, "SIGKILL");
}

/** The id of the version that counts: the key's newest one may be what a killed replay left. */
async function liveVersion(world: World, { key }: ExampleFile): Promise<string> {
  const sql = "SELECT file_id FROM staging_files WHERE object_key = ? AND status = 'Processed'";
  const [row] = await world.rows<{ file_id: string }>(sql, [key]);
  return String(row?.file_id);
}
