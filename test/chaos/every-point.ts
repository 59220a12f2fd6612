import { FAILPOINTS, type FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { salesFile } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";

/** Ends runs at the points, one after the other, each with a file of its own. Returns the files, all of which count in the end. */
export async function endRunsAt(
  points: readonly FailpointName[],
  world: World,
  end: (point: FailpointName) => Promise<void>,
): Promise<readonly ExampleFile[]> {
  const files: ExampleFile[] = [];
  for (const [index, point] of points.entries()) {
    // Months and people overlap, so that each run changes what others have written.
    const file = salesFile(`at-${point.replace(":", "-")}`, [
      { date: `2023-0${1 + (index % 3)}-0${1 + (index % 9)}`, person: 1 + (index % 3), price: 10 + index },
      { date: "2023-02-20", person: 2, customer: 2, price: 1.5, quantity: 1 + index },
    ]);
    await world.land(file.key, file.text);
    await end(point);
    files.push(file);
  }
  return files;
}

const COMMIT = FAILPOINTS.indexOf("commit:begun");
const COMMITTED = FAILPOINTS.indexOf("commit:after_commit");

export const PHASES: Readonly<Record<string, readonly FailpointName[]>> = {
  "before its commit": FAILPOINTS.slice(0, COMMIT),
  "in its commit": FAILPOINTS.slice(COMMIT, COMMITTED),
  "after its commit": FAILPOINTS.slice(COMMITTED),
};
