import assert from "node:assert/strict";
import { test } from "vitest";
import { mayBeOfFile, namesFile, readFailureOf } from "../../src/pipeline/attempt/read-failure.ts";
import { AnalysisException, ConnectionError, SparkError } from "../../src/spark-connect/index.ts";

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
    assert.equal(readFailureOf(failedRead(name, "java.lang.Exception")).isOfContent, false);
  });
}

test("of an analysis the content is to blame, though no file is named, but not where nothing was found", () => {
  const twins = new AnalysisException("[COLUMN_ALREADY_EXISTS] `a`", { errorClass: "COLUMN_ALREADY_EXISTS" });
  assert.deepEqual([mayBeOfFile(twins), namesFile(twins), readFailureOf(twins).isOfContent], [true, false, true]);
  const gone = new AnalysisException("[PATH_NOT_FOUND] s3a://lake/x", { errorClass: "PATH_NOT_FOUND" });
  assert.deepEqual([mayBeOfFile(gone), readFailureOf(gone).isOfContent], [true, false]);
});

test("a task that fails in words of its own may be a file's, but condemns no content", () => {
  const failure = new SparkError("Job aborted", { cause: new SparkError("ExecutorLostFailure (exit code 137)") });
  assert.deepEqual([mayBeOfFile(failure), readFailureOf(failure).isOfContent], [true, false]);
});

test("Spark's way to MySQL, and errors of others, are no file's", () => {
  const lost = new SparkError("Job aborted", { cause: new SparkError("Communications link failure") });
  assert.equal(mayBeOfFile(lost), false);
  assert.equal(mayBeOfFile(new SparkError("java.lang.ClassNotFoundException: com.mysql.cj.jdbc.Driver")), false);
  assert.equal(mayBeOfFile(new ConnectionError("CONNECTION_FAILED", "nobody listens")), false);
  assert.equal(mayBeOfFile(new Error("Encountered error while reading file")), false);
  // A codec that is not there is the file's to choose.
  assert.equal(mayBeOfFile(failedRead("java.lang.ClassNotFoundException")), true);
});
