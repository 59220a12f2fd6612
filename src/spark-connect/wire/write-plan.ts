import type { Plan } from "../gen/spark/connect/base_pb.js";
import type { Catalog } from "../gen/spark/connect/catalog_pb.js";
import type { Command } from "../gen/spark/connect/commands_pb.js";

/** Commands whose second execution leaves the same state as the first. */
const REPEATABLE_COMMANDS: ReadonlySet<Command["commandType"]["case"]> = new Set([
  "createDataframeView",
  "getResourcesCommand",
  "registerFunction",
  "registerTableFunction",
  "registerDataSource",
  "removeCachedRemoteRelationCommand",
]);

const WRITING_CATALOG_CALLS: ReadonlySet<Catalog["catType"]["case"]> = new Set([
  "createTable",
  "createExternalTable",
  "dropTempView",
  "dropGlobalTempView",
]);

/** Whether running the plan twice could change data twice. A SQL command counts as writing: it may be an INSERT. */
export function mayWrite({ opType }: Plan): boolean {
  switch (opType.case) {
    case "root":
      return (
        opType.value.relType.case === "catalog" && WRITING_CATALOG_CALLS.has(opType.value.relType.value.catType.case)
      );
    case "command":
      return !REPEATABLE_COMMANDS.has(opType.value.commandType.case);
    default:
      return true;
  }
}
