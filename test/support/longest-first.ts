import { existsSync } from "node:fs";
import { join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first: one that begins last would keep a worker busy alone. Measured; a file that is
 * missing here costs time, nothing else. Vitest itself knows the times only on machines where the tests have run before.
 */
const LONGEST = [
  "test/longer-checks/spark-versions.test.ts",
  "test/chaos/every-point.test.ts",
  "test/pipeline/signals.test.ts",
  "test/secrets/canaries.test.ts",
  "test/setup/bare-checkout.test.ts",
  "test/pipeline/main-job-on-a-cluster.test.ts",
  "test/chaos/killed-commands.test.ts",
  "test/pipeline/compaction.test.ts",
  "test/pipeline/one-run-at-a-time.test.ts",
  "test/longer-checks/short-bench.test.ts",
  "test/pipeline/replay.test.ts",
  "test/pipeline/rebuild.test.ts",
  "test/pipeline/correction-of-one-month.test.ts",
  "test/properties/random-sequences.test.ts",
  "test/stack/up-and-down.test.ts",
  "test/cli/least-privilege.test.ts",
  "test/spark-connect/wire/cut-streams.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const missing = LONGEST.find((file) => !existsSync(join(root, file)));
    if (missing !== undefined)
      throw new Error(`There is no ${missing}. Correct the list in test/support/longest-first.ts.`);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((file) => moduleId === join(root, file));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
