import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "vitest";
import { freePort } from "../../tools/stack/ports.ts";
import { temporaryStack } from "./temporary-stack.ts";

test("a port that is taken is named, with the variable to change, and nothing starts", async () => {
  await using stack = temporaryStack();
  const port = await freePort();
  const occupant = createServer();
  const listening = Promise.withResolvers<void>();
  occupant.listen(port, "127.0.0.1", listening.resolve);
  await listening.promise;
  try {
    const up = await stack.command("up", { STACK_MYSQL_PORT: String(port) });
    assert.equal(up.code, 1);
    assert.equal(
      up.stderr,
      `stack: mysql cannot start: port ${port} on 127.0.0.1 is taken by another program. ` +
        "Set STACK_MYSQL_PORT to a free port, or unset it and one is chosen.\n",
    );
  } finally {
    occupant.close();
  }
  assert.deepEqual(await stack.processes(), []);
  assert.equal(existsSync(stack.folder.stateFile), false);
});

test("when a server does not start, its name, the end of its log and the next step are shown, and the others end", async () => {
  await using stack = temporaryStack();
  const damaged = join(stack.folder.data, "mysql");
  mkdirSync(damaged, { recursive: true });
  writeFileSync(join(damaged, "ibdata1"), "not a tablespace");

  const up = await stack.command("up", { STACK_SERVICES: "s3,mysql" });

  assert.equal(up.code, 1);
  assert.match(up.stderr, /^stack: mysql failed: it ended with exit code 1\.\n {2}\S.*mysql\.log ends with:\n {4}/);
  assert.match(up.stderr, /^ {4}.*\[ERROR\].*$/m);
  assert.match(up.stderr, /`npm run stack:down -- --wipe` starts afresh/);
  assert.deepEqual(await stack.processes(), []);
  assert.equal(existsSync(stack.folder.stateFile), false);
  assert.equal(existsSync(stack.folder.run), false);
});

test("Ctrl-C in the middle of a start ends what has started", async () => {
  await using stack = temporaryStack();
  const up = await stack.upUntil(/ready after/, "SIGINT", { STACK_SPARK_MEMORY: "1g" });
  assert.equal(up.code, 130, up.stderr);
  assert.match(up.stdout, /^Stopped\. Nothing is left running\.$/m);
  assert.deepEqual(await stack.processes(), []);
  assert.equal(existsSync(stack.folder.stateFile), false);
});

test("a setting that is not understood starts nothing", async () => {
  await using stack = temporaryStack();
  const up = await stack.command("up", { STACK_SPARK_MASTER: "yarn" });
  assert.equal(up.code, 1);
  assert.match(up.stderr, /^stack: STACK_SPARK_MASTER is "yarn"\. Set it to `local\[\*\]`/);
  assert.deepEqual(await stack.processes(), []);
});
