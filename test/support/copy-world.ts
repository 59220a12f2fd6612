import { CopyObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Connection, RowDataPacket } from "mysql2/promise";

/** The name of a table that only originals have: it says that nothing is missing in them. */
export const READY = "prepared_world_is_ready";

/** The tables, their rows and the views of one database in another, empty one. */
export async function copyDatabase(mysql: Connection, from: string, to: string): Promise<void> {
  const [rows] = await mysql.query<RowDataPacket[]>(`SHOW FULL TABLES FROM ${from}`);
  const tables = rows.map((row) => Object.values(row).map(String));
  for (const [table, kind] of tables) {
    if (kind === "VIEW" || table === READY) continue;
    await mysql.query(`CREATE TABLE ${to}.${table} LIKE ${from}.${table}`);
    await mysql.query(`INSERT INTO ${to}.${table} SELECT * FROM ${from}.${table}`);
  }
  for (const [table, kind] of tables) {
    if (kind !== "VIEW") continue;
    const [[view]] = await mysql.query<RowDataPacket[]>(`SHOW CREATE VIEW ${from}.${table}`);
    await mysql.query(String(view?.["Create View"]).replaceAll(`\`${from}\``, `\`${to}\``));
  }
}

/** All objects of one bucket in another one, under the same keys. */
export async function copyBucket(s3: S3Client, from: string, to: string): Promise<void> {
  const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket: from }));
  if (IsTruncated) throw new Error(`${from} has more objects than one page: too many to be copied for a test.`);
  await Promise.all(
    Contents.map(async ({ Key }) => {
      const source = `${from}/${(Key ?? "").split("/").map(encodeURIComponent).join("/")}`;
      await s3.send(new CopyObjectCommand({ Bucket: to, Key, CopySource: source }));
    }),
  );
}
