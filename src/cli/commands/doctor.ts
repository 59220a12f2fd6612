import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Settings } from "../../config/index.ts";
import { type CheckResult, check, failed } from "../../doctor/check.ts";
import { examine } from "../../doctor/examine.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { type GivenCommand, newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printJson, printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";
import { stopSignal } from "../stop-signal.ts";

export function doctorCommand(): CommandUnknownOpts {
  const declared = newCommand("doctor")
    .description("Check everything that a run relies on, one line each with what to do; writes only scratch")
    .option("--json", "print one JSON object", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 all is well, 1 a check failed and a retry may help, 2 something has to be changed.",
    )
    .action(async ({ json }, command) => {
      const checks = await examineWith(command);
      if (json) printJson({ status: overall(checks), checks });
      else printText(lines(checks));
      process.exitCode = exitCode(checks);
    });
  return withExamples(declared, ["sales-pipeline doctor", "sales-pipeline doctor --json"]);
}

async function examineWith(command: GivenCommand): Promise<readonly CheckResult[]> {
  const job = await jobOf(command);
  let settings: Settings | undefined;
  const config = await check("config", async () => {
    settings = settingsOf(command, job);
    return "the settings are complete";
  });
  if (settings === undefined) return [config];
  return [config, ...(await examine(job, settings, { signal: stopSignal(), now: Date.now }))];
}

function overall(checks: readonly CheckResult[]): CheckResult["status"] {
  if (checks.some(failed)) return "failed";
  return checks.some(({ status }) => status === "warning") ? "warning" : "ok";
}

function exitCode(checks: readonly CheckResult[]): number {
  if (!checks.some(failed)) return EXIT.done;
  return checks.some(({ permanent }) => permanent) ? EXIT.usage : EXIT.failed;
}

function lines(checks: readonly CheckResult[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.map(({ name, status, detail }) => `${status.padEnd(7)}  ${name.padEnd(width)}  ${detail}\n`).join("");
}
