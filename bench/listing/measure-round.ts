import { stepsOf } from "../pipeline/measure-run.ts";
import { BUILT, type ProgramRun, runProgram } from "../pipeline/run-program.ts";
import { company, salesText } from "../pipeline/sales-files.ts";
import { serverMemory } from "./known-files.ts";
import type { ListingPlace } from "./listing-place.ts";

export interface RoundOptions {
  readonly delayMs: number;
  /** Of the bare listing. */
  readonly shards: number;
  readonly newFiles: number;
}

type Line = readonly string[];

/** A bare listing, a run with nothing to do, one with new files, and the bare listing again. */
export async function measureRound(place: ListingPlace, options: RoundOptions): Promise<readonly Line[]> {
  await using s3 = await place.openS3(options.delayMs);
  const env = { ...place.env, AWS_ENDPOINT_URL_S3: s3.endpoint, BENCH_OBJECTS: String(place.objects) };
  const measured = async (name: string, args: readonly string[], codes: readonly number[], entry: string) => {
    s3.take();
    const run = await runProgram(args, env, codes, entry);
    const lists = s3.take().filter(({ kind }) => kind === "list").length;
    const memory = await serverMemory(place.env);
    return [name, seconds(run.wallMs), discovering(run), megabytes(run.rssBytes), String(lists), megabytes(memory)];
  };
  const bare = () =>
    measured(`bare, ${options.shards} shards`, place.boundsOf(options.shards), [0], "bench/listing/bare/main.ts");
  const lines = [await bare(), await measured("nothing to do", ["run"], [99], BUILT)];
  for (let file = 0; file < options.newFiles; file++) {
    await place.land(keyOfNew(file, options.newFiles), contentOfNew(file, options.newFiles));
  }
  lines.push(await measured(`${options.newFiles} new`, ["run"], [0], BUILT));
  place.forgetLanded();
  lines.push(await bare());
  return lines;
}

let landed = 0;

/** Spread over the days of the known ones. */
function keyOfNew(file: number, files: number): string {
  landed += 1;
  const month = String(1 + Math.floor((file * 12) / files)).padStart(2, "0");
  return `raw/sales/2024-${month}-15/sales_data_new_${landed}.csv`;
}

function contentOfNew(file: number, files: number): string {
  const sales = { name: "new", company: company(1, 10), rows: files * 10, files, months: ["2025-01"] };
  return salesText({ ...sales, firstRow: landed * 1_000 }, file);
}

function discovering(run: ProgramRun): string {
  const step = stepsOf(run).find(({ name }) => name === "discover");
  return step === undefined ? "" : seconds(step.to - step.from);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
