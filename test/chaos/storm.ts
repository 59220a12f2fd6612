import { createLogger } from "../../src/observability/index.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { Random } from "../support/random.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { openWorld } from "../support/world.ts";
import { openS3Gateway } from "./s3-gateway.ts";

export interface Storm {
  readonly outcome: RunOutcome;
  /** Of the driver. */
  readonly requests: number;
  readonly refused: number;
}

export interface StormOptions {
  readonly seed: number;
  /** How many sales files. */
  readonly files: number;
  /** The share of requests that S3 refuses. */
  readonly share: number;
}

/** One run while S3 refuses many of the driver's requests. Throws if what it made is not right. */
export async function runInStorm({ seed, files: count, share }: StormOptions): Promise<Storm> {
  await using world = await openWorld();
  const files = Array.from({ length: count }, (_, n) =>
    salesFile(`${n}`, [
      { date: `2023-0${1 + (n % 3)}-0${1 + (n % 9)}`, person: 1 + (n % 3), price: 1 + n },
      // One row in two files is rejected.
      { date: n % 2 === 0 ? "2023-02-20" : "2027-02-20", person: 2, customer: 2, price: 1.5 },
    ]),
  );
  await knowDimensions(world);
  await world.landAll(files);
  await using gateway = await openS3Gateway(world.settings.s3.endpoint ?? "");
  gateway.storm(share, new Random(seed));
  const { settings } = world;
  const outcome = await runPipeline({
    settings: { ...settings, s3: { ...settings.s3, endpoint: gateway.endpoint } },
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
  });
  if (outcome.error === undefined) await expectMarts(world, await counting(files));
  return { outcome, ...gateway.counts };
}
