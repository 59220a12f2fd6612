// Small runs, each held against its like in turn, or against a second, as ratios of medians: what a file costs beyond what is new in it. On servers that
// run already (`npm run stack:up`, then `source .stack/env`), after `npm run build`.
//   npm run bench:small -- [--only idle,first,late,headers,dimensions] [--rounds 5] [--rows 300000] [--late 10000]
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { median } from "../median.ts";
import { serversOfEnvironment } from "../servers-of-environment.ts";
import type { Environment, OpenedComparison, Pair } from "./comparison.ts";
import { smallDimensions } from "./dimensions.ts";
import { firstDay } from "./first-day.ts";
import { manyHeaders } from "./headers.ts";
import { idleRun } from "./idle.ts";
import { lateFile } from "./late.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "idle,first,late,headers,dimensions" },
    rounds: { type: "string", default: "5" },
    rows: { type: "string", default: "300000" },
    late: { type: "string", default: "10000" },
  },
});

const COMPARISONS: Readonly<Record<string, (servers: Environment) => Promise<OpenedComparison>>> = {
  idle: idleRun,
  first: firstDay,
  late: (servers) => lateFile(servers, { rows: Number(values.rows), late: Number(values.late) }),
  headers: manyHeaders,
  dimensions: smallDimensions,
};

const servers = serversOfEnvironment();
process.stdout.write(`${values.rounds} rounds, ${cpus().length} × ${cpus()[0]?.model}\n\n`);
process.stdout.write("| | median | goal | least to most | ms |\n|---|---|---|---|---|\n");
for (const name of values.only.split(",")) {
  const open = COMPARISONS[name];
  if (open === undefined) throw new Error(`There is no ${name}, but ${Object.keys(COMPARISONS).join(", ")}.`);
  await using opened = await open(servers);
  const pairs: Pair[] = [];
  for (let round = 0; round < Number(values.rounds); round++) pairs.push(await opened.comparison.measure(round));
  process.stdout.write(`${lineOf(opened, pairs)}\n`);
}

function lineOf({ comparison: { name, goal } }: OpenedComparison, pairs: readonly Pair[]): string {
  const ratios = pairs.map(({ ours, beside }) => ours / beside).toSorted((a, b) => a - b);
  const [least, most] = [ratios[0], ratios.at(-1)].map((ratio) => ratio?.toFixed(2));
  const [ours, beside] = [pairs.map((pair) => pair.ours), pairs.map((pair) => pair.beside)].map(median);
  return `| ${name} | ${median(ratios).toFixed(2)} | ${goal} | ${least} to ${most} | ${ours?.toFixed(0)} / ${beside?.toFixed(0)} |`;
}
