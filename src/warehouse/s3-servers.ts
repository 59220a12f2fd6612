import { textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** What was found out about an S3 server, as JSON. */
const READ = "SELECT abilities FROM s3_servers WHERE fingerprint = ?";

const FORGET = "DELETE FROM s3_servers WHERE fingerprint = ?";

const REMEMBER = "INSERT INTO s3_servers (fingerprint, location, abilities) VALUES (?, ?, ?)";

/** @param fingerprint of the server, and of all that settings ask of it */
export async function recallServer(db: Sql, fingerprint: string): Promise<string | undefined> {
  const [row] = await db.query(READ, [fingerprint]);
  return row === undefined ? undefined : (textOrNull(row, "abilities") ?? undefined);
}

export async function rememberServer(
  db: Sql,
  {
    fingerprint,
    location,
    abilities,
  }: { readonly fingerprint: string; readonly location: string; readonly abilities: string },
): Promise<void> {
  await forgetServer(db, fingerprint);
  await db.execute(REMEMBER, [fingerprint, location, abilities]);
}

/** The next run tries it again. */
export async function forgetServer(db: Sql, fingerprint: string): Promise<void> {
  await db.execute(FORGET, [fingerprint]);
}
