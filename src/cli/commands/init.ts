import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import {
  adviceOnTables,
  bindJob,
  createDeclaredTables,
  migrate,
  openWarehouse,
  requireJob,
  requireRoom,
} from "../../warehouse/index.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printJson } from "../print.ts";
import { settingsOf } from "../settings-of.ts";

export function initCommand(): CommandUnknownOpts {
  const declared = newCommand("init")
    .description("Create the MySQL tables, or bring them up to this version")
    .action(async (_options, command) => {
      const job = await jobOf(command);
      const settings = settingsOf(command, job);
      await using warehouse = await openWarehouse(settings.mysql);
      await requireJob(warehouse, job);
      // First, so that tables of others stop it before it has changed anything.
      await requireRoom(warehouse, job);
      const migrations = await migrate(warehouse);
      await bindJob(warehouse, job);
      const created = await createDeclaredTables(warehouse, job);
      const advice = await adviceOnTables(warehouse, job);
      printJson({ status: "initialized", database: settings.mysql.database, migrations, created, advice });
    });
  return withExamples(declared, ["sales-pipeline init"]);
}
