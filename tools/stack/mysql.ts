import { mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { asRoot, createDataFolder } from "./mysql-data-folder.ts";
import { serverOptions } from "./mysql-options.ts";
import { mysqlProgram } from "./mysql-program.ts";
import { writeServerTls } from "./mysql-tls.ts";
import { loopback } from "./ports.ts";
import { untilReady } from "./readiness.ts";
import type { StartContext } from "./start-context.ts";

export const database = "sales";
export const user = "sales_pipeline";

/**
 * Starts MariaDB, which stands in for MySQL 8.4 here because it comes as a jar, or the server of the settings. Resolves when the user
 * can log in and the database exists. The user may also create databases whose names contain `test_`.
 */
export async function startMysql(context: StartContext): Promise<void> {
  const { folder, settings, ports, credentials, processes, signal } = context;
  const program = mysqlProgram(settings.mysqlServer);
  const { home, isMariadb } = program;
  const run = join(folder.run, "mysql");
  const temporary = join(run, "temporary");
  mkdirSync(temporary, { recursive: true });
  const data = join(folder.data, "mysql");
  const around = {
    cwd: home,
    env: {
      LD_LIBRARY_PATH: join(home, "libs"),
      DYLD_LIBRARY_PATH: join(home, "libs"),
      // A server that starts deletes the temporary tables that it finds there, also those of another one.
      TMPDIR: temporary,
    },
    advice:
      "If its data is damaged, `npm run stack:down -- --wipe` starts afresh; " +
      "if a library is missing, install it (libcrypt.so.1 is libxcrypt-compat on Fedora and Arch).",
  };
  await createDataFolder(context, { program, data, around });
  const options = join(run, "my.cnf");
  const firstSql = join(run, "init.sql");
  const tls = await writeServerTls(join(run, "tls"));
  const isDurable = settings.mysqlDurable;
  const text = serverOptions({ isMariadb, isDurable, home, data, port: ports.mysql, firstSql, tls });
  writeFileSync(options, text, { mode: 0o600 });
  const own = isMariadb ? "" : administrator();
  writeFileSync(firstSql, own + accounts(credentials.mysqlPassword), { mode: 0o600 });
  signal.throwIfAborted();
  const server = await processes.start({
    ...around,
    name: "mysql",
    command: program.command,
    args: [`--defaults-file=${options}`, ...asRoot()],
    address: `${loopback}:${ports.mysql}`,
  });
  await untilReady(server, () => answers(ports.mysql, credentials.mysqlPassword), signal);
}

async function answers(port: number, password: string): Promise<void> {
  const connection = await createConnection({ host: loopback, port, user, password, database, connectTimeout: 2_000 });
  try {
    await connection.query("SELECT 1");
  } finally {
    await connection.end();
  }
}

/** Over the socket, which lies in a folder of the user's own; MariaDB's installation makes it. */
function administrator(): string {
  const name = `'${userInfo().username}'@'localhost'`;
  return `CREATE USER IF NOT EXISTS ${name};\nGRANT ALL PRIVILEGES ON *.* TO ${name} WITH GRANT OPTION;\n`;
}

/** Runs at every start, before the port opens: the password is this start's, the data may be older. */
function accounts(password: string): string {
  return `CREATE DATABASE IF NOT EXISTS \`${database}\`;
CREATE USER IF NOT EXISTS '${user}'@'%';
ALTER USER '${user}'@'%' IDENTIFIED BY '${password}';
GRANT ALL PRIVILEGES ON \`${database}\`.* TO '${user}'@'%';
GRANT ALL PRIVILEGES ON \`demo\`.* TO '${user}'@'%';
GRANT ALL PRIVILEGES ON \`%test\\_%\`.* TO '${user}'@'%';
`;
}
