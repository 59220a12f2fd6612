import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { createLogger } from "../../observability/index.ts";
import { planPurge, purgePipeline } from "../../pipeline/commands/purge.ts";
import { HISTORY_KINDS } from "../../pipeline/purge/retention.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { parseCount } from "../parse-count.ts";
import { printText } from "../print.ts";
import { purgeText } from "../purge-text.ts";
import { settingsOf } from "../settings-of.ts";
import { stopSignal } from "../stop-signal.ts";

export function purgeCommand(): CommandUnknownOpts {
  const declared = newCommand("purge")
    .description(
      "Remove history: events, attempts, archived, refused and rejected data, pages of runs; never what counts",
    )
    .option("--older-than <days>", "for the kinds of history that have no retention.<kind> of their own", parseCount)
    .option("--dry-run", "only say what would be removed", false)
    .addHelpText(
      "after",
      "\nWhat a rebuild reads stays, and so does what tells a new file from a known one. docs/operations.md lists what goes.",
    )
    .action(async ({ olderThan, dryRun }, command) => {
      const job = await jobOf(command);
      const settings = settingsOf(command, job);
      if (olderThan === undefined && HISTORY_KINDS.every((kind) => settings.retention[kind] === null)) {
        command.error("Give --older-than, or set retention.<kind>.", { exitCode: EXIT.usage });
      } else if (dryRun) {
        const log = createLogger(settings.logLevel, {});
        const planned = { job, settings, signal: stopSignal(), log, now: Date.now(), olderThan };
        printText(purgeText(await planPurge(planned)));
      } else {
        await conduct(command, {}, (options) => purgePipeline({ ...options, olderThan }));
      }
    });
  return withExamples(declared, [
    "sales-pipeline purge --older-than 365 --dry-run",
    "sales-pipeline purge --older-than 365",
  ]);
}
