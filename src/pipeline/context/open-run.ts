import { rm } from "node:fs/promises";
import { openLake, tellRetries, verifyLake } from "../../lake/index.ts";
import { openWarehouse, requireDeclaredTables, requireLedger } from "../../warehouse/index.ts";
import { openSpark } from "../spark/open-spark.ts";
import type { RunContext } from "./run-context.ts";
import { newTemporaryFolder } from "./temporary-folder.ts";

/** What a run is opened with; the rest of its context is made here. */
export type RunInput = Omit<RunContext, "warehouse" | "lake" | "spark" | "temporaryFolder">;

export interface OpenedRun extends AsyncDisposable {
  readonly context: RunContext;
}

/**
 * Connects to MySQL and S3 and checks that both are as a run needs them. Spark is connected to when it is needed.
 * Disposing closes everything and removes the run's temporary folder.
 */
export async function openRun(input: RunInput): Promise<OpenedRun> {
  await using opened = new AsyncDisposableStack();
  const { retries, settings, signal } = input;
  const warehouse = opened.use(
    await openWarehouse(settings.mysql, {
      onRetry: ({ error: { code, message }, ...retry }) => retries.note("mysql", { code, message, ...retry }),
      signal,
    }),
  );
  await requireLedger(warehouse, input.job);
  await requireDeclaredTables(warehouse, input.job);
  const lake = openLake(settings.s3);
  tellRetries(lake, (retry) => retries.note("s3", retry));
  opened.defer(() => lake.close());
  await verifyLake(lake, signal);
  const spark = opened.use(openSpark(settings, (retry) => retries.note("spark", retry)));
  const temporaryFolder = await newTemporaryFolder();
  opened.defer(() => rm(temporaryFolder, { recursive: true, force: true }));
  const resources = opened.move();
  return {
    context: { ...input, warehouse, lake, spark, temporaryFolder },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
