import { createConnection, type RowDataPacket } from "mysql2/promise";
import { copyDatabase } from "./copy-world.ts";
import { adminOptions, type World } from "./world.ts";

/** A copy of a world's database as it was at one moment; the bucket goes on. Gone when disposed. */
export interface Backup extends AsyncDisposable {
  /** The world's database is as it was. */
  restore(): Promise<void>;
}

export async function takeBackup(world: World): Promise<Backup> {
  const { database } = world.settings.mysql;
  const copy = `${database}_backup`;
  const mysql = await createConnection(adminOptions());
  await mysql.query(`DROP DATABASE IF EXISTS ${copy}`);
  await mysql.query(`CREATE DATABASE ${copy}`);
  await copyDatabase(mysql, database, copy);
  return {
    async restore() {
      // Not the database itself: connections to it would be left without one.
      const [rows] = await mysql.query<RowDataPacket[]>(`SHOW FULL TABLES FROM ${database}`);
      for (const [table, kind] of rows.map((row) => Object.values(row).map(String))) {
        await mysql.query(`DROP ${kind === "VIEW" ? "VIEW" : "TABLE"} ${database}.${table}`);
      }
      await copyDatabase(mysql, copy, database);
    },
    async [Symbol.asyncDispose]() {
      await mysql.query(`DROP DATABASE IF EXISTS ${copy}`);
      await mysql.end();
    },
  };
}
