import { readFile } from "node:fs/promises";
import process from "node:process";
import { buffer } from "node:stream/consumers";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const usage = `Puts a file into the bucket of the local stack, for who has no S3 client at hand.

  source .stack/env
  npm run stack:put -- <file> <key>      \`-\` as the file is standard input
`;

const [file, key, ...rest] = process.argv.slice(2);
const { S3_BUCKET: bucket = "" } = process.env;
if (file === undefined || key === undefined || rest.length > 0) fail(usage);
else if (bucket === "") fail("S3_BUCKET is not set: `source .stack/env` first.\n");
else {
  const body = file === "-" ? await buffer(process.stdin) : await readFile(file);
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  process.stdout.write(`s3://${bucket}/${key}: ${body.length} bytes\n`);
}

function fail(message: string): void {
  process.stderr.write(message);
  process.exitCode = 2;
}
