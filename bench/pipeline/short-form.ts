import { type MeasuredCase, type Quarter, warmCases } from "./cases.ts";
import { startMeasuredSpark } from "./measured-servers.ts";
import { company } from "./sales-files.ts";
import type { Bench } from "./shop.ts";

const QUARTER: Quarter = { name: "short", company: company(10, 200), rows: 3_000, files: 6, isShort: true };
/** Spark makes as many files and tasks as there are cores: the same everywhere, for counts to be the same. */
const MASTER = "local[2]";

/** Runs that say nothing of times, but all of how often S3 and Spark are asked, in less than a minute. @param folder for a server's */
export async function shortForm(bench: Bench, folder: string): Promise<readonly MeasuredCase[]> {
  await using spark = await startMeasuredSpark(folder, bench.env, MASTER);
  return await warmCases(bench, spark, QUARTER);
}
