import { acquireLease, type Lease } from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";

/**
 * Takes the lease that lets one run at a time proceed, and keeps renewing it.
 *
 * @throws LeaseBusyError if another run holds it
 */
export async function claim(run: Pick<RunContext, "warehouse" | "runId" | "settings" | "log">): Promise<Lease> {
  const lease = await acquireLease(run.warehouse, { runId: run.runId, ...run.settings.lease });
  run.log.info({ fencingToken: lease.fencingToken }, "claimed the lease");
  return lease;
}
