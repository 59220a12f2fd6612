import { generateDataset } from "../../tools/generate/generate-dataset.ts";
import { generateSecondWave } from "../../tools/generate/generate-second-wave.ts";
import type { GenerateOptions } from "../../tools/generate/options.ts";
import { MemorySink } from "../generate/memory-sink.ts";
import type { World } from "../support/world.ts";

/** After the last day of what is generated, whatever day the test is run on. */
const AS_OF = "2025-12-31";

/**
 * Dimensions, a sales file for each day of three months, bad rows and bad files; a run; then a late file, a correction, a
 * duplicate and new addresses; a second run.
 */
export async function runTwoWaves(world: World, options: GenerateOptions): Promise<void> {
  const [one, other] = [new MemorySink(), new MemorySink()];
  const first = await generateDataset(options, one);
  await generateSecondWave(options, other, first);
  for (const { files } of [one, other]) {
    for (const [key, content] of files) await world.land(key, content);
    const { error } = await world.run({ asOf: AS_OF });
    if (error !== undefined) throw error;
  }
}
