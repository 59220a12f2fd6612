// A command that works under the lease, in a process of its own that stops at one point, tells its parent, and goes on when
// it is told to.
//   node run-to-point.ts <point> run|rebuild|recover|replay|purge|erase [file or customer]
import { once } from "node:events";
import process from "node:process";
import { salesJob } from "../../jobs/sales/index.ts";
import { reportOutcome } from "../../src/cli/report-outcome.ts";
import { stopSignal } from "../../src/cli/stop-signal.ts";
import { createLogger } from "../../src/observability/index.ts";
import { erasePipeline } from "../../src/pipeline/commands/erase.ts";
import { purgePipeline } from "../../src/pipeline/commands/purge.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { recoverPipeline } from "../../src/pipeline/commands/recover-only.ts";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { AS_OF } from "../support/sales-files.ts";
import { loadSettings } from "../support/settings.ts";

const YEAR_MS = 365 * 86_400_000;

const [, , asked, command = "", file = ""] = process.argv;
let isReached = false;
const settings = loadSettings({ env: process.env });
const options: RunOptions = {
  job: salesJob,
  settings,
  asOf: AS_OF,
  signal: stopSignal(),
  logger: (bindings) => createLogger(settings.logLevel, bindings),
  failpoint: async (point) => {
    // A point that a run passes several times counts once.
    if (isReached || point !== asked) return;
    isReached = true;
    const told = once(process, "message");
    process.send?.(point);
    await told;
  },
};
const COMMANDS: Readonly<Record<string, () => Promise<RunOutcome>>> = {
  run: () => runPipeline(options),
  rebuild: () => rebuildPipeline(options),
  recover: () => recoverPipeline(options),
  replay: () => replayPipeline({ ...options, target: { file } }),
  erase: () => erasePipeline({ ...options, key: Number(file) }),
  // Objects in S3 cannot be made old: the command is late instead.
  purge: () => purgePipeline({ ...options, olderThan: 100, now: () => Date.now() + YEAR_MS }),
};
const start = COMMANDS[command];
if (start === undefined) throw new Error(`There is no command ${command}`);
process.exitCode = reportOutcome(await start());
process.disconnect?.();
