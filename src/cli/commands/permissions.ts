import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type DatabaseUser, grantsOf } from "../../warehouse/index.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";

export function permissionsCommand(): CommandUnknownOpts {
  const declared = newCommand("permissions")
    .description("Print the SQL that creates MySQL users who may do what the commands need, for the job's tables")
    .addHelpText("after", "\nThe grants of sales_run name tables: run them after `init`. S3: docs/permissions.md.")
    .action(async (_options, command) => {
      const job = await jobOf(command);
      printText(grantsOf(job, settingsOf(command, job).mysql.database).map(sqlOf).join("\n"));
    });
  return withExamples(declared, [
    "sales-pipeline permissions",
    "sales-pipeline --job car-parks.ts permissions | sed s/sales_/parks_/",
  ]);
}

function sqlOf({ purpose, statements }: DatabaseUser): string {
  return `-- ${purpose}\n${statements.map((statement) => `${statement};\n`).join("")}`;
}
