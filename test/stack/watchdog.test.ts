import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { readState } from "../../tools/stack/stack-state.ts";
import { stackStatus } from "../../tools/stack/stack-status.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { endedServers } from "../support/ended-servers.ts";
import { until } from "../support/until.ts";
import { temporaryStack } from "./temporary-stack.ts";

const library = new URL("../../tools/stack/start-stack.ts", import.meta.url).href;

test("servers of a process that is killed end with it", async () => {
  await using stack = temporaryStack();
  const program = `
    import { startStack } from ${JSON.stringify(library)};
    await startStack({ dir: process.argv[1], settings: { services: ["s3", "mysql"] } });
    process.kill(process.pid, "SIGKILL");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, "--", stack.folder.path]);
  const [, signal] = await once(child, "exit");
  assert.equal(signal, "SIGKILL");
  await until("no process of the stack is left", async () => (await stack.processes()).length === 0);
  await until("the state file is gone", async () => readState(stack.folder) === undefined);
});

test("an up that is killed in the middle of the start leaves no process", async () => {
  await using stack = temporaryStack();
  // Spark takes several times as long as S3. Of two servers that are ready in the same moment the stack would be up before the signal comes.
  await stack.upUntil(/s3 +ready after/, "SIGKILL", { STACK_SERVICES: "spark,s3" });
  await until("no process of the stack is left", async () => (await stack.processes()).length === 0);
});

test("a killed supervisor leaves servers that status reports and down ends", async () => {
  await using stack = temporaryStack();
  assert.equal((await stack.command("up", { STACK_SERVICES: "s3,mysql" })).code, 0);
  const supervisor = readState(stack.folder)?.supervisor ?? assert.fail("no state");
  process.kill(supervisor, "SIGKILL");
  await until("status sees it", async () => (await stackStatus(stack.folder)).kind === "broken");
  const status = await stack.command("status");
  assert.equal(status.code, 1);
  assert.match(status.stdout, /^ {2}ended: supervisor: it was killed$/m);
  assert.equal((await stack.processes()).length, 2);

  assert.equal((await stack.command("down")).code, 0);
  assert.deepEqual(await stack.processes(), []);
});

test("a server that died is reported, and the next up starts the stack again", async () => {
  await using stack = temporaryStack();
  assert.equal((await stack.command("up", { STACK_SERVICES: "s3" })).code, 0);
  const s3 = readState(stack.folder)?.processes[0] ?? assert.fail("no server");
  process.kill(s3.pid, "SIGKILL");
  await until("status sees it", async () => (await stackStatus(stack.folder)).kind === "broken");
  assert.match(
    await endedServers(stack.folder),
    /^Servers of the stack have ended:\ns3: it was (ended by SIGKILL|killed), /,
  );
  const supervisorLog = join(stack.folder.logs, "supervisor.log");
  await until("the log says it", async () =>
    readFileSync(supervisorLog, "utf8").includes(" s3: it was ended by SIGKILL."),
  );
  const up = await stack.command("up", { STACK_SERVICES: "s3" });
  assert.equal(up.code, 0, up.stderr);
  assert.match(up.stdout, /^The stack was up, but not all of it lives: s3: it was (ended by SIGKILL|killed), log /);
  assert.equal((await stackStatus(stack.folder)).kind, "up");
});

test("a program starts a stack, is refused a second one in the same folder, and stops it", async () => {
  await using temporary = temporaryStack();
  const dir = temporary.folder.path;
  const ready: string[] = [];
  const stack = await startStack({ dir, settings: { services: ["s3"] }, onReady: (service) => ready.push(service) });
  assert.deepEqual(ready, ["s3"]);
  assert.deepEqual(
    stack.processes.map(({ name }) => name),
    ["s3"],
  );
  await assert.rejects(startStack({ dir, settings: { services: ["s3"] } }), /A stack runs in .* already/);
  await stack.stop({ wipe: true });
  assert.deepEqual(await temporary.processes(), []);
});
