import { CommanderError } from "@commander-js/extra-typings";
import { EXIT } from "./exit-codes.ts";
import { newProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

// A reader such as `head` may close the pipe early: that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await newProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else process.exitCode = reportError(error);
}
