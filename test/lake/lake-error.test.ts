import assert from "node:assert/strict";
import { test } from "vitest";
import { LakeError } from "../../src/lake/index.ts";

const target = { bucket: "lake", key: "raw/sales/x.csv", action: "s3:GetObject" };

function sdkError(name: string, message: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(message), { name, Code: name, $metadata: { httpStatusCode } });
}

test("the message has the code, the object, the reason and the next step", () => {
  const error = LakeError.fromSdk(sdkError("AccessDenied", "Access Denied.", 403), target);
  assert.equal(
    error.message,
    "access_denied: s3://lake/raw/sales/x.csv: AccessDenied, Access Denied (HTTP 403). " +
      "Grant s3:GetObject to the identity that the pipeline runs as.",
  );
  assert.equal(error.transient, false);
});

test("the cause is kept", () => {
  const cause = sdkError("SlowDown", "Please reduce your request rate.", 503);
  const error = LakeError.fromSdk(cause, target);
  assert.equal(error.cause, cause);
  assert.equal(error.code, "throttled");
  assert.equal(error.transient, true);
});

test("an error that is a LakeError already stays itself", () => {
  const error = new LakeError("object_gone", target, "it is not there");
  assert.equal(LakeError.fromSdk(error, { bucket: "other", action: "s3:PutObject" }), error);
});

test("errors without a code of their own are judged by their HTTP status", () => {
  const codes = [301, 403, 404, 405, 412, 429, 400, 500, 501, 503].map(
    (status) => LakeError.fromSdk(sdkError("Unheard", "", status), target).code,
  );
  assert.deepEqual(codes, [
    "wrong_region",
    "access_denied",
    "object_gone",
    "not_supported",
    "object_replaced",
    "throttled",
    "request_failed",
    "server_error",
    "not_supported",
    "server_error",
  ]);
});

test("what a server does not have is no passing failure", () => {
  const { transient, mayBeOfObject, message } = LakeError.fromSdk(
    sdkError("NotImplemented", "A header you provided implies functionality that is not implemented", 501),
    target,
  );
  assert.deepEqual({ transient, mayBeOfObject }, { transient: false, mayBeOfObject: false });
  assert.match(
    message,
    /^not_supported: s3:\/\/lake\/raw\/sales\/x\.csv: .*\(HTTP 501\)\. The S3 server lacks .*docs\/s3\.md/,
  );
});

test("what is no Error is reported too", () => {
  const { message } = LakeError.fromSdk("a string", { bucket: "lake", action: "s3:ListBucket" });
  assert.equal(
    message,
    "request_failed: s3://lake/: unknown, a string. The S3 server does not support the request, or refuses it for the reason that it gives; `sales-pipeline doctor` tries what runs need.",
  );
});
