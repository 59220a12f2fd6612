import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { isSame, verify } from "../../pipeline/commands/verify/verify.ts";
import { openSpark } from "../../pipeline/spark/open-spark.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { type GivenCommand, newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { openSources } from "../open-sources.ts";
import { parseCount } from "../parse-count.ts";
import { parseMonth } from "../parse-month.ts";
import { printJson, printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";
import { stopSignal } from "../stop-signal.ts";
import { verifyText } from "../verify-text.ts";

interface VerifyFlags {
  readonly month?: string;
  readonly sample?: number;
  readonly limit: number;
  readonly json: boolean;
}

export function verifyCommand(): CommandUnknownOpts {
  const declared = newCommand("verify")
    .description("Compute the marts from scratch and show what differs, changing nothing; exit code 1 if anything does")
    .option("--month <month>", "only this month (yyyy-MM)", parseMonth)
    .option("--sample <count>", "so many months, by chance", parseCount)
    .option("--limit <count>", "how many differing rows of each mart to show", parseCount, 20)
    .option("--json", "print one JSON object", false)
    .action(async (flags, command) => {
      process.exitCode = await showVerification(flags, command);
    });
  return withExamples(declared, ["sales-pipeline verify --month 2024-03", "sales-pipeline verify --sample 3"]);
}

async function showVerification({ json, ...options }: VerifyFlags, command: GivenCommand): Promise<number> {
  const job = await jobOf(command);
  const settings = settingsOf(command, job);
  const signal = stopSignal();
  await using scope = new AsyncDisposableStack();
  const { warehouse, lake } = await openSources(scope, { job, settings }, signal);
  const spark = scope.use(openSpark(settings));
  const context = { job, warehouse, lake, spark, settings, signal };
  const found = await verify(context, { ...options, random: Math.random });
  if (json) printJson({ same: isSame(found), ...found });
  else printText(verifyText(found));
  return isSame(found) ? EXIT.done : EXIT.failed;
}
