import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { FAILPOINTS } from "../../src/pipeline/context/failpoints.ts";
import { salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { expectNothingLost } from "./expect-nothing-lost.ts";
import { killAt } from "./killed-commands.ts";

test("runs killed at every point, one after the other, count every sale once, and no reader ever sees half of one", async () => {
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "every-point-"));
  const env = { ...world.env, TMPDIR: temporary };
  await world.landAll(DIMENSION_FILES);

  await expectNothingLost(world, temporary, async () => {
    const files = [];
    for (const [index, point] of FAILPOINTS.entries()) {
      // Months and people overlap, so that each run changes what others have written.
      const file = salesFile(`at-${point.replace(":", "-")}`, [
        { date: `2023-0${1 + (index % 3)}-0${1 + (index % 9)}`, person: 1 + (index % 3), price: 10 + index },
        { date: "2023-02-20", person: 2, customer: 2, price: 1.5, quantity: 1 + index },
      ]);
      await world.land(file.key, file.text);
      await killAt(point, env, ["run"]);
      files.push(file);
    }
    return files;
  });
  await rm(temporary, { recursive: true });
});
