import type { World } from "../support/world.ts";

/** Replaces the names that only this world has: its bucket, and the ids of its runs by their number, oldest first. */
export async function withoutNamesOf(world: World): Promise<(text: string) => string> {
  const runs = await world.rows<{ readonly run_id: string }>("SELECT run_id FROM runs ORDER BY started_at");
  const numbers = new Map(runs.map(({ run_id }, position) => [run_id, `run ${position + 1}`]));
  return (text) =>
    text
      .replaceAll(world.settings.s3.bucket, "<bucket>")
      .replaceAll(RUN_ID, (id) => numbers.get(id) ?? id)
      .replaceAll(UUID, "<uuid>")
      .replaceAll(DURATION, '"durationMs":0');
}

const RUN_ID = /\d{8}T\d{6}Z-[0-9a-f]{6}/g;
/** Spark gives one to each write, and it is part of the names of what it writes to scratch. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DURATION = /"durationMs":\d+/g;
