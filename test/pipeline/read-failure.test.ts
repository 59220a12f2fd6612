import assert from "node:assert/strict";
import { test } from "vitest";
import { readFailureOf } from "../../src/pipeline/attempt/read-failure.ts";
import { SparkError } from "../../src/spark-connect/index.ts";

const PATH = { path: "s3a://lake/raw/sales/sales_data_1.parquet" };

function failedRead(...classes: readonly string[]): SparkError {
  const cause = new SparkError("the innermost words\nand more", { javaClasses: classes });
  const read = { errorClass: "FAILED_READ_FILE.NO_HINT", messageParameters: PATH, cause };
  const inner = new SparkError("Encountered error while reading file", read);
  return new SparkError("Job aborted", { errorClass: "TASK_WRITE_FAILED", cause: inner });
}

for (const name of [
  "org.apache.parquet.io.ParquetDecodingException",
  "java.io.IOException",
  "java.io.EOFException",
  "java.lang.IllegalArgumentException",
  "com.github.luben.zstd.ZstdIOException",
]) {
  test(`of ${name} the content is to blame`, () => {
    const failure = readFailureOf(failedRead(name, "java.lang.Exception"));
    const reason = `[${name.split(".").at(-1)}] the innermost words`;
    assert.deepEqual(failure, { isOfContent: true, reason });
  });
}

for (const name of [
  "org.apache.hadoop.fs.s3a.AWSClientIOException",
  "org.apache.hadoop.fs.s3a.RemoteFileChangedException",
  "software.amazon.awssdk.services.s3.model.S3Exception",
  "java.net.SocketTimeoutException",
  "java.io.FileNotFoundException",
  "java.io.InterruptedIOException",
  "java.nio.file.AccessDeniedException",
  "java.lang.OutOfMemoryError",
]) {
  test(`of ${name} the content is not to blame`, () => {
    assert.equal(readFailureOf(failedRead(name, "java.lang.Exception"))?.isOfContent, false);
  });
}

test("other failures say nothing about a file", () => {
  assert.equal(readFailureOf(new SparkError("Job aborted", { errorClass: "TASK_WRITE_FAILED" })), undefined);
  assert.equal(readFailureOf(new Error("Encountered error while reading file")), undefined);
});
