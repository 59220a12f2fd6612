import { salesJob } from "../../jobs/sales/index.ts";
import { type Lake, openLake } from "../../src/lake/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import type { Discovering } from "../../src/pipeline/discovering.ts";
import { openWarehouse } from "../../src/warehouse/index.ts";
import type { World } from "./world.ts";

/** What discovering needs of a run, in a world: no Spark and no lease. */
export async function discoveringIn(world: World): Promise<AsyncDisposable & { readonly run: Discovering }> {
  const { settings } = world;
  const warehouse = await openWarehouse(settings.mysql);
  const lake: Lake = openLake(settings.s3);
  return {
    run: {
      runId: "first",
      job: salesJob,
      settings,
      log: createLogger("silent", {}),
      warehouse,
      lake,
      signal: new AbortController().signal,
    },
    async [Symbol.asyncDispose]() {
      lake.close();
      await warehouse[Symbol.asyncDispose]();
    },
  };
}
