import type { Settings } from "../../../config/index.ts";
import {
  backfilledMonths,
  endBackfill,
  openWarehouse,
  recordBackfilled,
  type Warehouse,
} from "../../../warehouse/index.ts";
import type { BackfillMode } from "./mode.ts";

/** Which months are done of a backfill that may be interrupted. */
export interface Progress {
  done(): Promise<ReadonlySet<string>>;
  record(month: string, runId: string): Promise<void>;
  /** The backfill of these months is at its end: the next one begins anew. */
  end(months: readonly string[]): Promise<void>;
}

/** New files are new until they are processed: nothing else need be known of what is done. */
const SELF_EVIDENT: Progress = { done: async () => new Set(), record: async () => {}, end: async () => {} };

/** A month may take hours: nothing is kept open meanwhile. */
export function progressOf(mode: BackfillMode, { mysql }: Settings): Progress {
  if (mode === "new") return SELF_EVIDENT;
  const inWarehouse = async <Result>(work: (warehouse: Warehouse) => Promise<Result>): Promise<Result> => {
    await using warehouse = await openWarehouse(mysql);
    return await work(warehouse);
  };
  return {
    done: () => inWarehouse((warehouse) => backfilledMonths(warehouse, mode)),
    record: (month, runId) => inWarehouse((warehouse) => recordBackfilled(warehouse, { mode, month, runId })),
    end: (months) => inWarehouse((warehouse) => endBackfill(warehouse, mode, months)),
  };
}
