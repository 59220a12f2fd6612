// Holds a result of `npm run bench -- --json <file>` against bench/baseline.json: exit code 1 if a ratio is worse by more than its margin.
//   npm run bench:compare -- <file>
import { readFileSync } from "node:fs";
import { BASELINE, compareRatios, type Ratios, readBaseline, type Verdict } from "../pipeline/baseline.ts";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Name the file that `npm run bench -- --json <file>` wrote.");
const { ratios } = JSON.parse(readFileSync(file, "utf8"));
const measured: Ratios = { ...ratios.times, ...ratios.counts };
const verdicts = compareRatios(readBaseline(BASELINE), measured);
for (const verdict of verdicts) process.stdout.write(`${lineOf(verdict)}\n`);
const worse = verdicts.filter(({ isWorse }) => isWorse);
if (verdicts.every((verdict) => verdict.measured === undefined)) {
  throw new Error(`${file} has none of the ratios that bench/baseline.json accepts.`);
}
process.exitCode = worse.length === 0 ? 0 : 1;

function lineOf({ name, accepted, measured: found, isWorse }: Verdict): string {
  const ratio = found === undefined ? "-" : found.toFixed(3);
  const limit = `${accepted.value.toFixed(3)} + ${(accepted.margin * 100).toFixed(0)} %`;
  const word = found === undefined ? "not measured" : isWorse ? "WORSE" : "fine";
  return `${word.padEnd(13)}${ratio.padStart(10)}  accepted ${limit.padEnd(16)}  ${name}`;
}
