import assert from "node:assert/strict";
import { test } from "vitest";
import { LakeError, type LakeErrorCode } from "../../src/lake/index.ts";
import { blameFile } from "../../src/pipeline/validate/blame.ts";
import { LeaseLostError, WarehouseError } from "../../src/warehouse/index.ts";

const target = { bucket: "lake", key: "raw/sales/x.csv", action: "s3:GetObject" };
const refusal = (code: LakeErrorCode, key = target.key) => new LakeError(code, { ...target, key }, "refused");
const signal = new AbortController().signal;
const works = async () => undefined;

test("what S3 refuses of one object while it serves the pipeline's own is the file's", async () => {
  const codes = [
    "access_denied",
    "cold_storage",
    "encryption_key",
    "server_error",
    "connection_lost",
    "damaged_content",
    "request_failed",
  ] as const;
  for (const code of codes) assert.ok((await blameFile(refusal(code), signal, works)).startsWith(`${code}: `));
  assert.match(await blameFile(refusal("access_denied"), signal, works), /another account's/);
});

test("what S3 refuses to all is the run's, and what no object can be at fault for, without a question", async () => {
  const denied = refusal("access_denied");
  const alsoDenied = async () => {
    throw refusal("access_denied", "_work/probe/x");
  };
  await assert.rejects(blameFile(denied, signal, alsoDenied), denied);
  const gone = refusal("missing_bucket");
  await assert.rejects(
    blameFile(denied, signal, async () => {
      throw gone;
    }),
    gone,
  );
  let asked = 0;
  const count = async () => {
    asked += 1;
  };
  for (const code of ["unreachable", "throttled", "invalid_credentials", "clock_skew", "wrong_region"] as const) {
    const error = refusal(code);
    await assert.rejects(blameFile(error, signal, count), error);
  }
  assert.equal(asked, 0);
});

test("an error that nobody foresaw is the file's; MySQL's, the lease's, the disk's and a stop are the run's", async () => {
  assert.equal(await blameFile(new RangeError("too deep"), signal, works), "unexpected: too deep");
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: "write" });
  const refused = new WarehouseError("connection_lost", "gone", { transient: true });
  for (const error of [full, refused, new LeaseLostError("another run has it")]) {
    await assert.rejects(blameFile(error, signal, works), error);
  }
  const stopped = AbortSignal.abort(new Error("stop"));
  await assert.rejects(blameFile(new RangeError("too deep"), stopped, works), { message: "stop" });
});
