// The example DAG on a real Airflow, its scheduler and executor, with the built command and the servers of the local stack.
//   npm run test:airflow -- [regular expression of the cases' names]
// Skipped, with the reason, where Airflow cannot be installed. With TEST_STACK_FOLDER the stack that runs there is used.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { JudgedCases } from "../support/judged-cases.ts";
import { setup as startServers } from "../support/stack-for-tests.ts";
import { startAirflow } from "./airflow.ts";
import { onAirflow2 } from "./cases/airflow-2.ts";
import { DEFINITIONS } from "./cases/definitions.ts";
import { INTERRUPTIONS } from "./cases/interruptions.ts";
import { MONTHS } from "./cases/months.ts";
import { OUTCOMES } from "./cases/outcomes.ts";
import { SCHEDULES } from "./cases/schedules.ts";
import { TWO_AT_ONCE } from "./cases/two-at-once.ts";
import { AIRFLOW_3, installAirflow, NoAirflowError } from "./install-airflow.ts";
import { RecordedCommand } from "./recorded-command.ts";

/** What the others rely on: DAGs that are known and unpaused. */
const ALWAYS = [...DEFINITIONS, ...SCHEDULES.slice(0, 1)];
const CASES = [...SCHEDULES.slice(1), ...OUTCOMES, ...MONTHS, ...TWO_AT_ONCE, ...INTERRUPTIONS, onAirflow2];
/** So that a retry need not be waited for: exponential, 4, 8, 16 and 32 seconds. */
const RETRY_SECONDS = "4";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const cases = new JudgedCases((error) => error instanceof NoAirflowError);
await cases.prepare(async () => await runAll(installAirflow(AIRFLOW_3)));
cases.say(`Airflow ${AIRFLOW_3.version}`);
cases.conclude();

async function runAll(commands: string): Promise<void> {
  const built = spawnSync(process.execPath, ["tools/build.ts"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`The command could not be built.\n${built.stdout}${built.stderr}`);
  const wanted = new RegExp(process.argv[2] ?? "");
  const home = mkdtempSync(join(tmpdir(), "airflow-"));
  const temporaryFolder = join(home, "tmp");
  mkdirSync(temporaryFolder);
  const stopServers = await startServers();
  try {
    const command = new RecordedCommand(home);
    const worker = {
      PATH: `${command.folder}:/usr/bin:/bin`,
      TMPDIR: temporaryFolder,
      SALES_PIPELINE_SCHEDULE: "@yearly",
      SALES_PIPELINE_RETRY_SECONDS: RETRY_SECONDS,
    };
    await using airflow = await startAirflow({ commands, home: join(home, "airflow"), worker });
    const surroundings = { airflow, command, temporaryFolder };
    for (const one of [...ALWAYS, ...CASES.filter(({ name }) => wanted.test(name))]) {
      await cases.judge(one.name, () => one.run(surroundings));
    }
  } finally {
    await stopServers();
  }
  // What Airflow logged is worth reading where something failed.
  if (cases.failed === 0) rmSync(home, { recursive: true, force: true });
  else cases.say(`logs: ${home}`);
}
