import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { table } from "../../src/cli/table.ts";
import type { Settings } from "../../src/config/index.ts";
import { currentPassword } from "../../src/warehouse/index.ts";

/** Everything as text: a decimal is shown as MySQL has it. */
export async function connectTo({ host, port, user, password, database }: Settings["mysql"]): Promise<Connection> {
  return await createConnection({
    host,
    port,
    user,
    password: await currentPassword(password),
    database,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    typeCast: (field) => field.string(),
  });
}

export async function showQuery(connection: Connection, title: string, sql: string): Promise<string> {
  const [rows, fields] = await connection.query<RowDataPacket[]>(sql);
  const columns = Object.fromEntries(
    fields.map(({ name }) => [name, (row: RowDataPacket) => String(row[name] ?? "NULL")]),
  );
  return `\n${title}\n${table(rows, columns)}\n`;
}
