import type { World } from "./world.ts";

/** A line of `error/rows/`. */
export interface RejectedRecord {
  readonly file_id: number;
  readonly object_key: string;
  readonly record_number: number | null;
  readonly reasons: readonly string[];
  readonly raw_record: string;
}

/** All rejected rows of a world, by file and then as they stand in it where that is known. */
export async function rejectedRecords(world: World): Promise<readonly RejectedRecord[]> {
  const keys = (await world.keys("error/rows/")).filter((key) => key.endsWith(".json"));
  const texts = await Promise.all(keys.map(async (key) => new TextDecoder().decode(await world.read(key))));
  return texts
    .flatMap((text) => text.split("\n").filter((line) => line !== ""))
    .map((line): RejectedRecord => JSON.parse(line))
    .toSorted((a, b) => a.file_id - b.file_id || (a.record_number ?? 0) - (b.record_number ?? 0));
}
