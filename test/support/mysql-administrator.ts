import { userInfo } from "node:os";
import { join } from "node:path";
import { type Connection, createConnection } from "mysql2/promise";
import type { StackFolder } from "../../tools/stack/stack-folder.ts";

/** A connection to a local stack's MariaDB that may create users: the system user who owns the stack, over the socket. */
export async function connectAsAdministrator(folder: StackFolder): Promise<Connection> {
  return await createConnection({ socketPath: join(folder.data, "mysql", "mysqld.sock"), user: userInfo().username });
}
