import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { adoptCommand } from "./commands/adopt.ts";
import { backfillCommand } from "./commands/backfill.ts";
import { compactCommand } from "./commands/compact.ts";
import { completionCommand } from "./commands/completion.ts";
import { configCommand } from "./commands/config.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { eraseCommand } from "./commands/erase.ts";
import { initCommand } from "./commands/init.ts";
import { permissionsCommand } from "./commands/permissions.ts";
import { planCommand } from "./commands/plan.ts";
import { purgeCommand } from "./commands/purge.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { recoverCommand } from "./commands/recover.ts";
import { replayCommand } from "./commands/replay.ts";
import { reportCommand } from "./commands/report.ts";
import { runCommand } from "./commands/run.ts";
import { statusCommand } from "./commands/status.ts";
import { verifyCommand } from "./commands/verify.ts";
import { voidCommand } from "./commands/void.ts";
import { withExamples } from "./examples.ts";
import { withGlobalOptions } from "./global-options.ts";
import { packageVersion } from "./version.ts";

const COMMANDS = [
  initCommand,
  runCommand,
  replayCommand,
  voidCommand,
  rebuildCommand,
  backfillCommand,
  compactCommand,
  purgeCommand,
  eraseCommand,
  recoverCommand,
  verifyCommand,
  adoptCommand,
  statusCommand,
  planCommand,
  reportCommand,
  doctorCommand,
  permissionsCommand,
  configCommand,
  completionCommand,
];

/** The command line as a whole. Made anew for each use: commander's objects change as they parse. */
export function newProgram(): CommandUnknownOpts {
  const program = withGlobalOptions(new Command("sales-pipeline"))
    .description(
      "Validates the files that landed in S3, has Spark compute the marts, and commits them to MySQL and S3.",
    )
    .version(packageVersion(), "--version", "print the version")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 99 nothing to do, 1 failed (a retry may help), 2 wrong usage or configuration,\n" +
        "3 done but with invalid or failed files or rejected rows (--fail-on-invalid), 75 another run holds the lease, 130/143 interrupted.",
    )
    .exitOverride()
    .showHelpAfterError("(sales-pipeline --help lists the commands and options)");
  for (const newCommand of COMMANDS) program.addCommand(newCommand());
  // Commands that are added, rather than made by the program, take over nothing of it by themselves.
  for (const command of program.commands) command.copyInheritedSettings(program);
  return withExamples(program, [
    "sales-pipeline doctor",
    "sales-pipeline run",
    "sales-pipeline --config conf/production.json --set run.maxFiles=500 run",
    "sales-pipeline run --help",
  ]);
}
