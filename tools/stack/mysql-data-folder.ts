import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { MysqlProgram } from "./mysql-program.ts";
import type { ServerCommand } from "./server-processes.ts";
import { StackError } from "./stack-error.ts";
import type { StartContext } from "./start-context.ts";

/** What every command of the server has. */
export type Surroundings = Pick<ServerCommand, "cwd" | "env" | "advice">;

/** Creates the system tables, beside the final folder: an interrupted attempt leaves nothing that looks complete. */
export async function createDataFolder(
  { folder, processes }: StartContext,
  { program, data, around }: { readonly program: MysqlProgram; readonly data: string; readonly around: Surroundings },
): Promise<void> {
  if (existsSync(data)) return;
  const unfinished = join(folder.data, "mysql.new");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const statements = join(folder.run, "mysql", "system-tables.sql");
  if (program.isMariadb) writeFileSync(statements, installation(program.home));
  await processes.run({
    ...around,
    name: "mysql-install",
    command: program.command,
    args: [
      "--no-defaults",
      `--datadir=${unfinished}`,
      ...(program.isMariadb
        ? ["--bootstrap", `--basedir=${program.home}`, "--log-warnings=0", "--max-allowed-packet=8M"]
        : ["--initialize-insecure"]),
      ...asRoot(),
    ],
    ...(program.isMariadb && { stdin: statements }),
  });
  renameSync(unfinished, data);
}

/** Both refuse to run as root unless they are told to. */
export function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

/** The scripts of MariaDB's own installer, in its order. Its shell wrapper fails on paths with blanks and odd host names. */
const SYSTEM_TABLES: readonly string[] = [
  "mariadb_system_tables.sql",
  "mariadb_performance_tables.sql",
  "mariadb_system_tables_data.sql",
  "maria_add_gis_sp_bootstrap.sql",
  "mariadb_sys_schema.sql",
];

function installation(home: string): string {
  return [
    "CREATE DATABASE IF NOT EXISTS mysql;",
    "USE mysql;",
    // The administrator logs in over the socket, as the system user who owns the stack, without a password.
    `SET @auth_root_socket='${userInfo().username}';`,
    // Without the accounts for this machine's name: the server does not resolve names.
    ...SYSTEM_TABLES.map((name) => scriptOf(home, name).replaceAll(/^.*@current_hostname.*$/gm, "")),
  ].join("\n");
}

/** Of distributions they lie in a folder of their own, and until MariaDB 11 they had MySQL's name. */
function scriptOf(home: string, name: string): string {
  const names = [name, name.replace(/^mariadb_/, "mysql_")];
  const paths = ["share", "share/mariadb", "share/mysql"].flatMap((folder) =>
    names.map((one) => join(home, folder, one)),
  );
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new StackError(`MariaDB in ${home} lacks ${name}. Set STACK_MYSQL_SERVER to another.`);
  return readFileSync(found, "utf8");
}
