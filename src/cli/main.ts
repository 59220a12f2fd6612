import { Command, CommanderError } from "commander";
import { compactCommand } from "./commands/compact.ts";
import { configCommand } from "./commands/config.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { initCommand } from "./commands/init.ts";
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
import { EXIT } from "./exit-codes.ts";
import { reportError } from "./report-error.ts";

// A reader such as `head` may close the pipe early: that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const program = new Command("sales-pipeline")
  .description("Validates the files that landed in S3, has Spark compute the marts, and commits them to MySQL and S3.")
  .option("--config <file>", "settings as JSON; also PIPELINE_CONFIG. Environment variables win over it")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 99 nothing to do, 1 failed (a retry may help), 2 wrong usage or configuration,\n" +
      "3 done but with invalid files or rejected rows (--fail-on-invalid), 75 another run holds the lease, 130/143 interrupted.",
  )
  .exitOverride()
  .showHelpAfterError("(sales-pipeline --help lists the commands and options)");

const COMMANDS = [
  initCommand,
  runCommand,
  replayCommand,
  voidCommand,
  rebuildCommand,
  compactCommand,
  purgeCommand,
  recoverCommand,
  verifyCommand,
  statusCommand,
  planCommand,
  reportCommand,
  doctorCommand,
  configCommand,
];
for (const newCommand of COMMANDS) program.addCommand(newCommand());
// Commands that are added, rather than made by the program, take over nothing of it by themselves.
for (const command of program.commands) command.copyInheritedSettings(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else process.exitCode = reportError(error);
}
