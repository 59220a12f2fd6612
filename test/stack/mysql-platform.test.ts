import assert from "node:assert/strict";
import { test } from "vitest";
import { platformProblem } from "../../tools/stack/mysql-program.ts";

test("MariaDB's jars are there for Linux on x64 and macOS on ARM", () => {
  assert.equal(platformProblem("linux", "x64"), undefined);
  assert.equal(platformProblem("darwin", "arm64"), undefined);
});

for (const [platform, arch, name] of [
  ["darwin", "x64", "macOS on x64"],
  ["linux", "arm64", "Linux on arm64"],
] as const) {
  test(`${name} is told that it has no MariaDB, and what to do instead`, () => {
    assert.match(
      platformProblem(platform, arch) ?? "",
      new RegExp(
        `^mysql cannot start: .* for ${name}\\. Use docker/compose\\.yaml, name a mysqld in STACK_MYSQL_SERVER, or .*STACK_SERVICES=spark,s3\\.$`,
      ),
    );
  });
}
