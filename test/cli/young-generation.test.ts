import assert from "node:assert/strict";
import { test } from "vitest";
import { startProcess } from "../support/child-process.ts";

test("a program whose young generation is kept small has one of at most 4 MiB, however much garbage it makes", async () => {
  const [small, grown] = await Promise.all([youngAfterGarbage("keepYoungGenerationSmall();"), youngAfterGarbage("")]);
  assert.ok(small <= 4, `${small} MiB`);
  assert.ok(grown > 16, `${grown} MiB without it: there is nothing to keep small any more`);
});

/** MiB of V8's young generation in a process that has made much garbage. */
async function youngAfterGarbage(first: string): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { keepYoungGenerationSmall } from "./src/cli/young-generation.ts";
    ${first}
    let kept = [];
    for (let made = 0; made < 2e6; made++) {
      kept.push({ made, text: String(made) });
      if (kept.length === 20_000) kept = [];
    }
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size / 2 ** 20);`;
  const { code, stdout, stderr } = await startProcess(process.execPath, ["--input-type=module", "--eval", program])
    .ended;
  assert.equal(code, 0, stderr);
  return Number(stdout);
}
