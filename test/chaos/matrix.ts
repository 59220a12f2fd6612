import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { FAULTS, type Fault } from "./faults.ts";
import type { ScenarioName } from "./scenarios.ts";

/** One cell that was run. `exit` is that of the faulty run, `wrong` what was not right in the end. */
export interface Outcome {
  readonly scenario: ScenarioName;
  readonly point: FailpointName;
  readonly fault: Fault;
  readonly exit: number | string;
  readonly wrong?: string;
}

export interface MatrixFacts {
  readonly outcomes: readonly Outcome[];
  readonly kills: number;
  readonly wrongKills: number;
  readonly seed: number;
  readonly slowestStopMs: number;
  /** What it ran on. */
  readonly machine: string;
}

/** docs/crash-matrix.md */
export function matrixDocument({ outcomes, kills, wrongKills, seed, slowestStopMs, machine }: MatrixFacts): string {
  const wrong = outcomes.filter((outcome) => outcome.wrong !== undefined).length;
  const scenarios = [...new Set(outcomes.map(({ scenario }) => scenario))];
  return `# Crash matrix

Written by \`npm run test:chaos\`; not to be edited. What is tested, and why a second run is enough: [exactly-once.md](exactly-once.md).

Each cell is a fault that meets a run at one point between two of its lasting effects, and how that run ended: its exit code, or \`killed\`. Then the run is
repeated once. After that both marts, the partition objects, the status and counts of every file, and the objects in the lake must be those of an undisturbed
run, by an oracle of its own, and nothing may be left: load tables, scratch, output of dead batches, unfinished uploads, temporary folders, the lease.
**wrong** marks a cell where that does not hold.

- ${outcomes.length} cells, ${wrong} wrong; ${kills} more runs were killed at a random moment (seed ${seed}), ${wrongKills} wrong.
- SIGTERM: the slowest run ended ${(slowestStopMs / 1000).toFixed(1)} s after it.
- ${machine}

| fault | what happens at the point |
|---|---|
| SIGKILL, SIGTERM | the driver gets the signal |
| Spark killed, MySQL killed | the server is killed with SIGKILL and started again at once |
| S3 503 | the next three requests of the driver are answered 503 SlowDown |
| connections cut | every connection of the driver to Spark, S3 and MySQL is reset |
${scenarios.map((scenario) => table(scenario, outcomes)).join("")}`;
}

function table(scenario: ScenarioName, outcomes: readonly Outcome[]): string {
  const mine = outcomes.filter((outcome) => outcome.scenario === scenario);
  const faults = FAULTS.filter((fault) => mine.some((outcome) => outcome.fault === fault));
  const points = [...new Set(mine.map(({ point }) => point))];
  const rows = points.map((point) => {
    const cells = faults.map((fault) => shown(mine.find((one) => one.point === point && one.fault === fault)));
    return `| \`${point}\` | ${cells.join(" | ")} |`;
  });
  return `
## A run with: ${scenario}

| after | ${faults.join(" | ")} |
|---|${faults.map(() => "---|").join("")}
${rows.join("\n")}
`;
}

function shown(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "-";
  const exit = outcome.exit === "SIGKILL" ? "killed" : String(outcome.exit);
  return outcome.wrong === undefined ? exit : `${exit}, **wrong**`;
}
