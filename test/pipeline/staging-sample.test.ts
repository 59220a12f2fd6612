import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { test } from "vitest";
import { openCountingS3 } from "../support/counting-s3.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { OwnSpark } from "../support/own-spark.ts";
import { openWorld, type World } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost\n";
const SAMPLE_BYTES = 16 * 1024;
/** Of more than a sample, also when they are packed. */
const ROWS = 2_000;

test("what stands behind the sample is judged as if all were read, and no content counts twice", async () => {
  await using world = await openWorld({ run: { staging: "sample", sampleBytes: SAMPLE_BYTES } });
  await knowDimensions(world);
  const sound = csv("sound");
  await world.land("raw/sales/sales_data_sound.csv", sound);
  await world.land("raw/sales/sales_data_packed.csv.gz", gzipSync(csv("packed"), { level: 1 }));
  await world.land("raw/sales/sales_data_lines.jsonl", jsonLines("lines"));
  await world.land("raw/sales/sales_data_rejected.csv", `${csv("rejected")}1,2\n`);
  await world.land("raw/sales/sales_data_break.csv", `${csv("break")}${row('"two\nlines"')}`);
  await world.land("raw/sales/sales_data_inches.csv", `${csv("inches")}${row('12" of "pie"')}${row('"5"" ""pipe"')}`);
  await world.land("raw/sales/sales_data_latin.csv", Buffer.concat([Buffer.from(csv("latin")), latin(row("café"))]));
  await world.land("raw/sales/sales_data_nul.csv", `${csv("nul")}${row("a\0b")}${row("padding").repeat(100)}`);
  await world.land("raw/sales/sales_data_open.csv", `${csv("open")}${row('"open')}${row("x")}`);
  await world.land(
    "raw/sales/sales_data_hidden.csv",
    `${csv("hidden")}${row('5"')}1,121,5" x,2023-03-01,1,1.00,1,"1.00\n`,
  );
  await world.land(
    "raw/sales/sales_data_bytes.jsonl",
    Buffer.concat([Buffer.from(jsonLines("bytes")), latin('{"é":1}\n')]),
  );
  await world.land("raw/sales/sales_data_cut.csv.gz", gzipSync(csv("cut"), { level: 1 }).subarray(0, -2_000));

  const first = await world.run();

  assert.equal(first.error, undefined);
  assert.deepEqual(await verdicts(world), {
    bytes: "Invalid bad_encoding",
    cut: "Invalid corrupt_file",
    hidden: "Invalid corrupt_file",
    latin: "Invalid bad_encoding",
    nul: "Invalid bad_encoding",
    open: "Invalid corrupt_file",
    break: `Processed ${ROWS + 1}`,
    inches: `Processed ${ROWS + 2}`,
    lines: `Processed ${ROWS}`,
    packed: `Processed ${ROWS}`,
    rejected: `Processed ${ROWS}`,
    sound: `Processed ${ROWS}`,
  });

  // The store says nothing of these that would tell them from others, or from the first.
  await inParts(world, "raw/sales/sales_data_other_name.csv", sound);
  await inParts(world, "raw/sales/sales_data_rejected.csv", `${csv("rejected")}1,2\n`);
  await world.land("raw/sales/sales_data_copy.csv", sound);
  // Of equal size, and another content.
  await world.land("raw/sales/sales_data_other.csv", csv("other"));

  const second = await world.run();

  assert.equal(second.error, undefined);
  assert.deepEqual(second.summary.files, { processed: 1, invalid: 0, duplicate: 3, superseded: 0, pending: 0 });
  assert.equal((await verdicts(world))["other"], `Processed ${ROWS}`);

  // Also when it comes once more to a run that reads all of it.
  await inParts(world, "raw/sales/sales_data_third_name.csv", sound);
  const run = { ...world.settings.run, staging: "stream" } as const;
  const third = await world.run({ settings: { ...world.settings, run } });
  assert.equal(third.error, undefined);
  assert.equal(third.summary.files.duplicate, 1);
});

test("files of one size that the store tells apart are not read, and packed ones are", async () => {
  await using world = await openWorld({ run: { staging: "sample", sampleBytes: SAMPLE_BYTES } });
  await using counting = await openCountingS3(world.env["AWS_ENDPOINT_URL_S3"] ?? "");
  const settings = { ...world.settings, s3: { ...world.settings.s3, endpoint: counting.endpoint } };
  await knowDimensions(world);
  const [plain, packed] = [csv("plain A"), packedAs(csv("packed"), 1)];
  assert.ok(packed.length > SAMPLE_BYTES);
  await world.land("raw/sales/sales_data_plain.csv", plain);
  await world.land("raw/sales/sales_data_packed.csv.gz", packed);
  const first = await world.run({ settings });
  assert.equal(first.error, undefined);
  assert.ok(counting.bytesRead(/\/raw\//) <= 2 * (SAMPLE_BYTES + 1024));

  // Beside the kept file, and beside each other.
  await world.land("raw/sales/sales_data_plain_b.csv", csv("plain B"));
  await world.land("raw/sales/sales_data_plain_c.csv", csv("plain C"));
  const second = await world.run({ settings });
  assert.equal(second.error, undefined);
  assert.equal(second.summary.files.processed, 2);
  assert.ok(counting.bytesRead(/[.]csv/) <= 2 * (SAMPLE_BYTES + 1024));

  // The same content in other bytes, as many.
  await world.land("raw/sales/sales_data_again.csv.gz", packedAs(csv("packed"), 2));
  const third = await world.run({ settings });
  assert.equal(third.error, undefined);
  assert.equal(third.summary.files.duplicate, 1);
  assert.ok(counting.bytesRead(/[.]csv/) >= 2 * packed.length);

  // Once a kept file has been rewritten, the checksum of no kept one is that of what was uploaded.
  await world.change("INSERT INTO rewritten_contents (sha256, stands_for) VALUES (REPEAT('0', 64), REPEAT('1', 64))");
  await world.land("raw/sales/sales_data_plain_d.csv", csv("plain D"));
  const fourth = await world.run({ settings });
  assert.equal(fourth.error, undefined);
  assert.equal(fourth.summary.files.processed, 1);
  assert.ok(counting.bytesRead(/[.]csv/) >= plain.length * 4);
});

test("where the store tells nothing, files of one size are told apart by their ends, and read where these are the same", async () => {
  await using world = await openWorld({ run: { staging: "sample", sampleBytes: SAMPLE_BYTES } });
  await using counting = await openCountingS3(world.env["AWS_ENDPOINT_URL_S3"] ?? "");
  const settings = { ...world.settings, s3: { ...world.settings.s3, endpoint: counting.endpoint } };
  const processed = async () => {
    const { error, summary } = await world.run({ settings });
    assert.equal(error, undefined);
    return summary.files.processed;
  };
  await knowDimensions(world);
  const ends = 2 * 16 * 1024;
  const sampled = SAMPLE_BYTES + 1024 + ends;
  await inParts(world, "raw/sales/sales_data_a.csv", csv("plain A"));
  await inParts(world, "raw/sales/sales_data_b.csv", csv("plain B"));
  assert.equal(await processed(), 2);
  assert.ok(counting.bytesRead(/[.]csv/) <= 2 * sampled);

  // Beside those that are kept.
  await inParts(world, "raw/sales/sales_data_c.csv", csv("plain C"));
  assert.equal(await processed(), 1);
  assert.ok(counting.bytesRead(/[.]csv/) <= sampled + 2 * ends);

  // They begin alike.
  const footed = (foot: string) => `${csv("plain D")}${row(foot)}`;
  await inParts(world, "raw/sales/sales_data_d.csv", footed("one"));
  await inParts(world, "raw/sales/sales_data_e.csv", footed("two"));
  assert.equal(await processed(), 2);
  assert.ok(counting.bytesRead(/[.]csv/) <= 2 * sampled);

  // They begin and end alike.
  const like = (middle: string) => `${csv("plain F", 1_000)}${row(middle)}${csv("plain F").slice(HEADER.length)}`;
  await inParts(world, "raw/sales/sales_data_f.csv", like("one"));
  await inParts(world, "raw/sales/sales_data_g.csv", like("two"));
  await inParts(world, "raw/sales/sales_data_h.csv", like("one"));
  const { error, summary } = await world.run({ settings });
  assert.equal(error, undefined);
  assert.deepEqual([summary.files.processed, summary.files.duplicate], [2, 1]);
  assert.ok(counting.bytesRead(/[.]csv/) >= 3 * like("one").length);

  // Packed into as many bytes.
  await world.land("raw/sales/sales_data_i.csv.gz", packedInto(31_000, csv("plain I")));
  await world.land("raw/sales/sales_data_j.csv.gz", packedInto(31_000, csv("plain J")));
  assert.equal(await processed(), 2);
  assert.ok(counting.bytesRead(/[.]csv/) <= 2 * (SAMPLE_BYTES + 1024 + ends));
});

test("of a large file the driver reads head and tail alone, and Spark little more than once", async () => {
  await using world = await openWorld({ run: { staging: "sample" } });
  const target = world.env["AWS_ENDPOINT_URL_S3"] ?? "";
  await using ofDriver = await openCountingS3(target);
  await using ofSpark = await openCountingS3(target);
  await using spark = await OwnSpark.start({
    "spark.hadoop.fs.s3a.endpoint": ofSpark.endpoint,
    "spark.hadoop.fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
    "spark.hadoop.fs.s3a.access.key": world.env["AWS_ACCESS_KEY_ID"] ?? "",
    "spark.hadoop.fs.s3a.secret.key": world.env["AWS_SECRET_ACCESS_KEY"] ?? "",
  });
  await knowDimensions(world);
  const text = csv("large", 380_000);
  assert.ok(text.length > 20_000_000, `${text.length} bytes`);
  await world.land("raw/sales/sales_data_large.csv", text);
  const { settings } = world;

  const { error, summary } = await world.run({
    settings: {
      ...settings,
      s3: { ...settings.s3, endpoint: ofDriver.endpoint },
      spark: { ...settings.spark, remote: spark.remote },
    },
  });

  assert.equal(error, undefined);
  assert.equal(summary.rows.accepted, 380_000);
  const [driver, executors] = [ofDriver.bytesRead(/\/raw\//), ofSpark.bytesRead(/\/raw\//)];
  assert.ok(driver > 0 && driver <= 1025 * 1024, `the driver read ${driver} bytes`);
  const times = executors / text.length;
  assert.ok(times >= 1 && times <= 1.1, `Spark read ${executors} bytes, ${times.toFixed(3)} times the file`);
});

function csv(name: string, rows = ROWS): string {
  return HEADER + Array.from({ length: rows }, (_, index) => row(`${name} product no ${unlike(index)}`)).join("");
}

/** Packs badly. */
function unlike(index: number): string {
  return `${index} ${createHash("sha256").update(String(index)).digest("hex").slice(0, 20)}`;
}

/** With another time in its header. */
function packedAs(text: string, seconds: number): Buffer {
  const packed = gzipSync(text, { level: 1 });
  packed.writeUInt32LE(seconds, 4);
  return packed;
}

/** With a name in its header that fills it up. */
function packedInto(bytes: number, text: string): Buffer {
  const packed = gzipSync(text);
  const name = bytes - packed.length - 1;
  assert.ok(name > 0, `${packed.length} bytes are more than ${bytes}`);
  packed.writeUInt8(8, 3);
  return Buffer.concat([packed.subarray(0, 10), Buffer.from(`${"n".repeat(name)}\0`), packed.subarray(10)]);
}

function row(product: string): string {
  return `1,121,${product},2023-03-01,1,1.00,1,1.00\n`;
}

function jsonLines(name: string): string {
  const sale = { customer_id: 1, store_id: 121, sales_date: "2023-03-01", sales_person_id: 1 };
  const money = { price: 1, quantity: 1, total_cost: 1 };
  const line = (index: number) => JSON.stringify({ ...sale, product_name: `${name} ${index}`, ...money });
  return Array.from({ length: ROWS }, (_, index) => `${line(index)}\n`).join("");
}

function latin(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

/** By the name of the file: its last status and either its codes or its accepted rows. */
async function verdicts(world: World): Promise<Readonly<Record<string, string>>> {
  const rows = await world.rows<{ object_key: string; status: string; reason: string | null; accepted: string | null }>(
    `SELECT object_key, status, reason, CAST(rows_accepted AS CHAR) AS accepted
     FROM staging_files WHERE feed = 'sales' ORDER BY file_id`,
  );
  const nameOf = (key: string) => /sales_data_(\w+)[.]/.exec(key)?.[1] ?? key;
  return Object.fromEntries(
    rows.map(({ object_key, status, reason, accepted }) => [
      nameOf(object_key),
      `${status} ${status === "Invalid" ? reason?.split(": ")[0] : accepted}`,
    ]),
  );
}

/** An upload whose ETag is no digest of the content. */
async function inParts({ s3, settings }: World, key: string, text: string): Promise<void> {
  await uploadPart(s3, settings.s3.bucket, key, text);
}

async function uploadPart(s3: S3Client, Bucket: string, Key: string, Body: string): Promise<void> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body };
  const { ETag } = await s3.send(new UploadPartCommand(part));
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}
