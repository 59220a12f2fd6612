// The main job in a process of its own that stops at one point of the run, tells its parent, and goes on when it is told to.
//   node run-to-point.ts <point>
import { once } from "node:events";
import process from "node:process";
import { reportOutcome } from "../../src/cli/report-outcome.ts";
import { stopSignal } from "../../src/cli/stop-signal.ts";
import { loadSettings } from "../../src/config/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { AS_OF } from "../support/sales-files.ts";

const asked = process.argv[2];
let isReached = false;
const settings = loadSettings({ env: process.env });
const outcome = await runPipeline({
  settings,
  asOf: AS_OF,
  signal: stopSignal(),
  logger: (bindings) => createLogger("silent", bindings),
  at: async (point) => {
    // A point that a run passes several times counts once.
    if (isReached || point !== asked) return;
    isReached = true;
    const told = once(process, "message");
    process.send?.(point);
    await told;
  },
});
process.exitCode = reportOutcome(outcome);
process.disconnect?.();
