// A batch a day: whether a run still takes what it took when the marts were empty. On servers that run already
// (`npm run stack:up`, then `source .stack/env`), after `npm run build`.
//   npm run bench:daily -- [--days 90] [--rows 100000] [--json <file>]
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { median } from "../median.ts";
import { openPlace } from "../pipeline/place.ts";
import { BUILT, runProgram } from "../pipeline/run-program.ts";
import { company, salesText } from "../pipeline/sales-files.ts";
import { serversOfEnvironment } from "../servers-of-environment.ts";

const { values } = parseArgs({
  options: {
    days: { type: "string", default: "90" },
    rows: { type: "string", default: "100000" },
    json: { type: "string" },
  },
});

const COMPANY = company(200, 50_000);
/** The server has learnt what a run asks for by then: these are days before the first. */
const WARM_UP = 5;
/** What is compared: so many days of the beginning with as many of the end. */
const COMPARED = 5;

const days = Number(values.days);
const rows = Number(values.rows);
await using place = await openPlace(serversOfEnvironment(), "daily");
const seconds: number[] = [];
for (let number = -WARM_UP; number < days; number++) {
  const day = dayOf(number);
  await place.land(`raw/sales/sales_data_${day}.csv`, textOf(number, day));
  const { wallMs } = await runProgram(["run", "--as-of", day], place.env, [0], BUILT);
  process.stderr.write(`bench: ${day} ${(wallMs / 1_000).toFixed(1)} s\n`);
  if (number >= 0) seconds.push(wallMs / 1_000);
}
const [first, last] = [median(seconds.slice(0, COMPARED)), median(seconds.slice(-COMPARED))];
process.stdout.write(
  `${days} days of ${rows} rows, ${cpus().length} × ${cpus()[0]?.model}: the first ${COMPARED} ${first.toFixed(1)} s, ` +
    `the last ${COMPARED} ${last.toFixed(1)} s (medians), ratio ${(last / first).toFixed(2)}, goal 1.3\n`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, seconds })}\n`);

function dayOf(number: number): string {
  return new Date(Date.UTC(2025, 0, 1 + number)).toISOString().slice(0, "yyyy-MM-dd".length);
}

/** As a file of that day alone. */
function textOf(number: number, day: string): string {
  const firstRow = (WARM_UP + number) * rows;
  const name = day.replaceAll("-", "");
  const text = salesText(
    { name, company: COMPANY, firstRow, rows, files: 1, months: [day.slice(0, "yyyy-MM".length)] },
    0,
  );
  return text.replaceAll(`${day.slice(0, "yyyy-MM".length)}-01`, day);
}
