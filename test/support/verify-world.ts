import { salesJob } from "../../jobs/sales/index.ts";
import { openLake } from "../../src/lake/index.ts";
import { verify } from "../../src/pipeline/commands/verify/verify.ts";
import { openSpark } from "../../src/pipeline/spark/open-spark.ts";
import { openWarehouse } from "../../src/warehouse/index.ts";
import type { World } from "./world.ts";

/** What `verify` finds to differ in all months: rows of marts, and partition objects with why. */
export async function verifyWorld({ settings }: World, job = salesJob): Promise<readonly string[]> {
  await using scope = new AsyncDisposableStack();
  const warehouse = scope.use(await openWarehouse(settings.mysql));
  const lake = openLake(settings.s3);
  scope.defer(() => lake.close());
  const spark = scope.use(openSpark(settings));
  const context = { job, warehouse, lake, spark, settings, signal: new AbortController().signal };
  const { marts, partitions } = await verify(context, { limit: 20, random: Math.random });
  return [
    ...marts.flatMap(({ rows }) => rows.map(({ mart, found, row }) => `${mart} ${found} ${JSON.stringify(row)}`)),
    ...partitions.map(({ key, reason }) => `${key}: ${reason}`),
  ];
}
