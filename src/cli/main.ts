import { CommanderError } from "@commander-js/extra-typings";
import { EXIT } from "./exit-codes.ts";
import { newProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

// A reader such as `head` may close the pipe early: that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// The SDK says at each start which Node versions its releases to come will need. That is for whoever updates it here, and says nothing of the run.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

try {
  await newProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else process.exitCode = reportError(error);
}
