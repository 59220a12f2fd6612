// Runs the main job in one process and on standalone clusters of 1, 2 and 4 workers, one after the other, each with servers of
// its own, and compares what it leaves: partitions page by page, marts, ledger, cleaned sales and rejected rows.
//   npm run test:workers -- [--rows <n>] [--stores <n>] [values of STACK_SPARK_MASTER …]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_OPTIONS, type GenerateOptions } from "../../tools/generate/options.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { openWorld } from "../support/world.ts";
import { differences } from "./differences.ts";
import { type LastingResult, lastingResult } from "./lasting-result.ts";
import { runTwoWaves } from "./two-waves.ts";

const MASTERS = ["local[2]", "cluster[1]", "cluster[2]", "cluster[4]"];

const { values, positionals } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    // More partitions than one task of Spark writes.
    stores: { type: "string", default: "60" },
  },
  allowPositionals: true,
});
const options = { ...DEFAULT_OPTIONS, rows: Number(values.rows), stores: Number(values.stores) };

let first: LastingResult | undefined;
let isSame = true;
for (const sparkMaster of positionals.length > 0 ? positionals : MASTERS) {
  const result = await resultOn(sparkMaster, options);
  const found = differences(first ?? result, result);
  first ??= result;
  isSame &&= found.length === 0;
  process.stdout.write(`${sparkMaster}: ${sizesOf(result)}: ${found.length === 0 ? "the same" : "DIFFERS"}\n`);
  for (const line of found) process.stdout.write(`  ${line}\n`);
}
process.exitCode = isSame ? 0 : 1;

async function resultOn(sparkMaster: string, generated: GenerateOptions): Promise<LastingResult> {
  const folder = mkdtempSync(join(tmpdir(), "workers-"));
  const { STACK_SPARK_MASTER: _, ...others } = process.env;
  const settings = { ...settingsFromEnvironment(others), sparkMaster, sparkMemory: "2g", mysqlDurable: false };
  try {
    await using stack = await startStack({ dir: folder, settings });
    Object.assign(process.env, stack.env);
    await using world = await openWorld();
    await runTwoWaves(world, generated);
    return await lastingResult(world);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizesOf(result: LastingResult): string {
  const parts = [...result].filter(([, lines]) => lines.length > 0);
  return parts.map(([part, lines]) => `${part} ${lines.length}`).join(", ");
}
