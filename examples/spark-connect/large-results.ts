// Reads a result that is larger than memory: a batch is held at a time, and a slow reader holds the server back.
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SparkSession } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const frame = spark.range(500_000).selectExpr("id", "sha2(CAST(id AS STRING), 256) AS digest");

async function* lines(): AsyncGenerator<string> {
  for await (const { id, digest } of frame.rows()) yield `${id},${digest}\n`;
}

const path = join(tmpdir(), `digests-${process.pid}.csv`);
const file = createWriteStream(path);
await pipeline(Readable.from(lines()), file);
console.log(`${file.bytesWritten} bytes`);
await rm(path);
