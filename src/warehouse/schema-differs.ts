import { WarehouseError } from "./warehouse-error.ts";

/** Something that keeps a table from being used as it has to be; ends with the statement that mends it. */
export type TableFault = string;

/** @throws WarehouseError schema_differs, with every fault that was found */
export function requireNoFaults(faults: readonly TableFault[]): void {
  if (faults.length === 0) return;
  throw new WarehouseError("schema_differs", faults.join(" "), { transient: false });
}
