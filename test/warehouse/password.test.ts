import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { currentPassword } from "../../src/warehouse/password.ts";
import { isAlive } from "../support/child-process.ts";
import { until } from "../support/until.ts";

const folder = mkdtempSync(join(tmpdir(), "password-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AMPLE_MS = 600_000;

test("a password file is read at each connect: what it holds may change", async () => {
  const file = join(folder, "password");
  writeFileSync(file, "first\n");
  assert.equal(await currentPassword({ file }), "first");
  writeFileSync(file, "second");
  assert.equal(await currentPassword({ file }), "second");
  await assert.rejects(currentPassword({ file: join(folder, "none") }), {
    code: "no_password",
    message: /^no_password: MYSQL_PASSWORD_FILE .*none: ENOENT/,
  });
});

test("a command gives the password that it prints now, without the line break at its end", async () => {
  const count = join(folder, "count");
  const source = { command: `echo x >> '${count}'; printf 'token %s \\n' $(wc -l < '${count}')`, withinMs: AMPLE_MS };
  assert.equal(await currentPassword(source), "token 1 ");
  assert.equal(await currentPassword(source), "token 2 ");
});

test("a command that fails, prints nothing or is not there is an error without anything that it printed", async () => {
  for (const [command, reason, transient] of [
    ["echo canary-out; echo canary-err >&2; exit 3", "ended with exit code 3", true],
    ["echo canary-out; kill -9 $$", "ended with SIGKILL", true],
    ["no-such-command-canary", "ended with exit code 127", false],
    ["true # canary", "printed no password", false],
  ] as const) {
    await assert.rejects(currentPassword({ command, withinMs: AMPLE_MS }), (error: Error) => {
      assert.equal(
        error.message,
        `no_password: mysql.passwordCommand (MYSQL_PASSWORD_COMMAND) ${reason}. Run it by hand, as the user and in the environment of this command, to see why.`,
      );
      assert.equal("transient" in error && error.transient, transient);
      assert.doesNotMatch(JSON.stringify([error.stack, String(error.cause)]), /canary/);
      return true;
    });
  }
});

test("a command that does not end in time is ended, with all that it started", async () => {
  const file = join(folder, "sleeper");
  const command = `sleep 1000 & echo $! > '${file}'; wait`;
  await assert.rejects(currentPassword({ command, withinMs: 1_000 }), {
    code: "no_password",
    transient: true,
    message: /printed nothing within 1000 ms/,
  });
  const pid = Number(readFileSync(file, "utf8"));
  await until(`process ${pid} is gone`, async () => !isAlive(pid));
});
