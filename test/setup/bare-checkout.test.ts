import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { expectServersAllowed } from "../support/server-environment.ts";
import { bareCheckout, oldNode } from "./bare-checkout.ts";

test("stack:up, build and a benchmark work as the first command after a clone, on a machine with an older Node", async (context) => {
  expectServersAllowed();
  const node = oldNode();
  if (node === undefined) return context.skip("every Node on the PATH runs TypeScript");
  await using checkout = bareCheckout(node);

  const up = await checkout.script("stack:up", { env: { STACK_SERVICES: "s3" } });
  const down = await checkout.script("stack:down");
  assert.equal(up.code, 0, up.stderr);
  assert.match(up.stderr, /^setup: npm packages ready after/m);
  assert.match(up.stdout, /^The stack is up\.$/m);
  assert.match(down.stdout, /^The stack is stopped\./m);

  checkout.forgetPackages();
  const build = await checkout.script("build");
  assert.equal(build.code, 0, build.stderr);
  assert.ok(existsSync(join(checkout.folder, "dist/cli/main.js")));

  checkout.forgetPackages();
  const bench = await checkout.script("bench:rules", { args: ["--rows", "1000", "--pairs", "1"] });
  assert.equal(bench.code, 0, bench.stderr);
  assert.match(bench.stdout, /^1000 rows, 1 pairs: with all rules /m);
});
