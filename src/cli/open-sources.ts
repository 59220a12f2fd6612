import type { Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { type Lake, openLake, verifyLake } from "../lake/index.ts";
import { openWarehouse, requireLedger, type Warehouse } from "../warehouse/index.ts";

/** What a command reads that takes no lease: MySQL with its tables, and the bucket. They are closed with the scope. */
export async function openSources(
  scope: AsyncDisposableStack,
  { job, settings }: { readonly job: Job; readonly settings: Settings },
  signal: AbortSignal,
): Promise<{ readonly warehouse: Warehouse; readonly lake: Lake }> {
  const warehouse = scope.use(await openWarehouse(settings.mysql));
  await requireLedger(warehouse, job);
  const lake = openLake(settings.s3);
  scope.defer(() => lake.close());
  await verifyLake(lake, signal);
  return { warehouse, lake };
}
