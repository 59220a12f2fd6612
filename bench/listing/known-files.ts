import { mysqlConnection } from "../pipeline/place.ts";
import { ETAG_IN_SQL, keyInSql, type Layout, SIZE_BYTES } from "./made-up-objects.ts";

type Environment = Readonly<Record<string, string>>;

/**
 * Fills the ledger with files that have failed too often: they stay in `raw/`, the ledger knows them, and no run tries them. Of all
 * states in which a file stays there it asks most of a run, which has to compare each with what the ledger says.
 */
export async function fillLedger(env: Environment, layout: Layout, count: number): Promise<void> {
  await execute(
    env,
    `INSERT INTO staging_files (bucket, object_key, etag, size_bytes, feed, status, reason, failures, run_id)
     SELECT '${env["S3_BUCKET"]}', ${keyInSql(layout)}, ${ETAG_IN_SQL}, ${SIZE_BYTES}, 'sales', 'Failed', 'cannot be read', 3, 'bench'
     FROM seq_0_to_${count - 1}`,
  );
  await execute(env, "ANALYZE TABLE staging_files");
}

/** What MariaDB has allocated for all of its work, in bytes; its buffer pool has a fixed size beside that. */
export async function serverMemory(env: Environment): Promise<number> {
  const rows = await execute(env, "SHOW GLOBAL STATUS LIKE 'Memory_used'");
  const [row] = Array.isArray(rows) ? rows : [];
  return Number(row !== undefined && "Value" in row ? row["Value"] : Number.NaN);
}

async function execute(env: Environment, statement: string) {
  const connection = await mysqlConnection(env);
  try {
    await connection.query(`USE ${env["MYSQL_DATABASE"]}`);
    const [rows] = await connection.query(statement);
    return rows;
  } finally {
    await connection.end();
  }
}
