import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DeleteBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { READY } from "./copy-world.ts";
import { emptyBucket } from "./empty-bucket.ts";
import { knowDimensions } from "./known-dimensions.ts";
import type { ExampleFile } from "./worked-example.ts";
import { adminOptions, openWorld, type World, type WorldNames } from "./world.ts";

/** The files of one run. */
type RunFiles = readonly ExampleFile[];

/**
 * A world of its own that knows the dimensions and in which these runs have been, each with its files. It is a copy: the first test of a Vitest run that asks
 * for it makes the original, from that with a run less, and the others wait.
 */
export async function openWorldAfter(...runs: readonly RunFiles[]): Promise<World> {
  return await openWorld({ copyOf: await original(runs) });
}

/** Removes the originals of this Vitest run from servers that go on. */
export async function removePreparedWorlds(): Promise<void> {
  const mysql = await createConnection(adminOptions());
  const [databases] = await mysql.query<RowDataPacket[]>("SHOW DATABASES LIKE ?", [`${prefix()}%`]);
  for (const row of databases) await mysql.query(`DROP DATABASE ${Object.values(row)[0]}`);
  await mysql.end();
  const s3 = new S3Client({ forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket = "" } of Buckets) {
    if (!Bucket.startsWith(bucketOf(prefix()))) continue;
    await emptyBucket(s3, Bucket);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  }
  s3.destroy();
}

async function original(runs: readonly RunFiles[]): Promise<WorldNames> {
  const last = runs.at(-1);
  if (last === undefined) throw new Error("A prepared world needs a run.");
  const mysql = await createConnection(adminOptions());
  const content = JSON.stringify([runs, process.env["MYSQL_PORT"]]);
  const database = prefix() + createHash("sha256").update(content).digest("hex").slice(0, 12);
  const names = { database, bucket: bucketOf(database) };
  try {
    // Given back with the connection.
    await mysql.execute("SELECT GET_LOCK(?, 3600)", [database]);
    if (await isReady(mysql, database)) return names;
    const before = runs.length > 1 ? await original(runs.slice(0, -1)) : undefined;
    await using world = await openWorld({ names, ...(before && { copyOf: before }), isKept: true });
    if (before === undefined) await knowDimensions(world);
    await world.landAll(last);
    assert.equal((await world.run()).error, undefined);
    await mysql.query(`CREATE TABLE ${database}.${READY} (id INT)`);
    return names;
  } finally {
    await mysql.end();
  }
}

async function isReady(mysql: Connection, database: string): Promise<boolean> {
  const sql = "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";
  const [found] = await mysql.execute<RowDataPacket[]>(sql, [database, READY]);
  return found.length > 0;
}

/** Of this Vitest run: a prepared world is of the code that made it. */
function prefix(): string {
  return `test_prepared_${process.env["TEST_RUN_ID"] ?? process.pid}_`;
}

function bucketOf(database: string): string {
  return database.replaceAll("_", "-");
}
