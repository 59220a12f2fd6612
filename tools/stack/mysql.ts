import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { createConnection } from "mysql2/promise";
import { type ServerTlsFiles, writeServerTls } from "./mysql-tls.ts";
import { loopback } from "./ports.ts";
import { untilReady } from "./readiness.ts";
import { StackError } from "./stack-error.ts";
import { installed } from "./stack-folder.ts";
import type { StartContext } from "./start-context.ts";

export const database = "sales";
export const user = "sales_pipeline";

/**
 * Starts MariaDB, which stands in for MySQL 8.4 here because it comes as a jar. Resolves when the user can log in and the
 * database exists. The user may also create databases whose names contain `test_`.
 */
export async function startMysql(context: StartContext): Promise<void> {
  const { folder, settings, ports, credentials, processes, signal } = context;
  const home = mariadbHome();
  const run = join(folder.run, "mysql");
  const temporary = join(run, "temporary");
  mkdirSync(temporary, { recursive: true });
  const data = join(folder.data, "mysql");
  const program = {
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
  await createDataFolder(context, { home, data, program });
  const options = join(run, "my.cnf");
  const firstSql = join(run, "init.sql");
  const flushing = settings.mysqlDurable ? DURABLE : NOT_DURABLE;
  const tls = await writeServerTls(join(run, "tls"));
  writeFileSync(options, serverOptions({ home, data, port: ports.mysql, firstSql, tls }) + flushing, { mode: 0o600 });
  writeFileSync(firstSql, accounts(credentials.mysqlPassword), { mode: 0o600 });
  signal.throwIfAborted();
  const server = await processes.start({
    ...program,
    name: "mysql",
    command: join(home, "bin", "mariadbd"),
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

type Program = { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly advice: string };

/** The scripts of MariaDB's own installer, in its order. Its shell wrapper fails on paths with blanks and odd host names. */
const systemTables: readonly string[] = [
  "mariadb_system_tables.sql",
  "mariadb_performance_tables.sql",
  "mariadb_system_tables_data.sql",
  "maria_add_gis_sp_bootstrap.sql",
  "mariadb_sys_schema.sql",
];

/** Creates the system tables, beside the final folder: an interrupted attempt leaves nothing that looks complete. */
async function createDataFolder(
  { folder, processes }: StartContext,
  { home, data, program }: { readonly home: string; readonly data: string; readonly program: Program },
): Promise<void> {
  if (existsSync(data)) return;
  const unfinished = join(folder.data, "mysql.new");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const statements = join(folder.run, "mysql", "system-tables.sql");
  writeFileSync(statements, installation(home));
  await processes.run({
    ...program,
    name: "mysql-install",
    command: join(home, "bin", "mariadbd"),
    args: [
      "--no-defaults",
      "--bootstrap",
      `--basedir=${home}`,
      `--datadir=${unfinished}`,
      "--log-warnings=0",
      "--max-allowed-packet=8M",
      ...asRoot(),
    ],
    stdin: statements,
  });
  renameSync(unfinished, data);
}

function installation(home: string): string {
  const scripts = systemTables.map((name) => readFileSync(join(home, "share", name), "utf8"));
  return [
    "CREATE DATABASE IF NOT EXISTS mysql;",
    "USE mysql;",
    // The administrator logs in over the socket, as the system user who owns the stack, without a password.
    `SET @auth_root_socket='${userInfo().username}';`,
    // Without the accounts for this machine's name: the server does not resolve names.
    ...scripts.map((script) => script.replaceAll(/^.*@current_hostname.*$/gm, "")),
  ].join("\n");
}

/** mariadbd refuses to run as root unless it is told to. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

/** MariaDB's jars are built for Linux on x64 and macOS on ARM; the others' loaders would only say "bad CPU type". */
export function platformProblem(platform: NodeJS.Platform, arch: string): string | undefined {
  const names: Readonly<Record<string, string>> = { darwin: "macOS", linux: "Linux", win32: "Windows" };
  if ((platform === "linux" && arch === "x64") || (platform === "darwin" && arch === "arm64")) return undefined;
  return (
    `mysql cannot start: there is no jar with MariaDB for ${names[platform] ?? platform} on ${arch}. Use docker/compose.yaml, ` +
    "or run a MySQL of your own and start the rest with STACK_SERVICES=spark,s3."
  );
}

/** The unpacked jar holds `<version>/<system>/bin/mariadbd`, with names of its own for both. */
function mariadbHome(): string {
  const problem = platformProblem(process.platform, process.arch);
  if (problem !== undefined) throw new StackError(problem);
  const [server] = globSync(join(installed.mariadb, "**", "bin", "mariadbd"));
  if (server !== undefined) return dirname(dirname(server));
  throw new StackError(
    `mysql cannot start: no MariaDB for ${process.platform} ${process.arch} in ${installed.mariadb}. Run \`npm run setup\`.`,
  );
}

const DURABLE = "innodb_flush_log_at_trx_commit = 1\n";
/** What is committed is handed to the operating system: it outlives the server's end, SIGKILL included, not the machine's. */
const NOT_DURABLE = `innodb_flush_log_at_trx_commit = 2
innodb_flush_method = nosync
innodb_doublewrite = 0
sync_frm = 0
`;

/** As near to the defaults of MySQL 8.4 as MariaDB goes, where the two differ in what a pipeline can notice. */
function serverOptions(paths: {
  readonly home: string;
  readonly data: string;
  readonly port: number;
  readonly firstSql: string;
  readonly tls: ServerTlsFiles;
}): string {
  return `[mariadbd]
basedir = ${paths.home}
datadir = ${paths.data}
init-file = ${paths.firstSql}
bind-address = ${loopback}
port = ${paths.port}
skip-name-resolve
# Relative to datadir: a socket's full path may have 107 bytes at most.
socket = mysqld.sock
pid-file = mysqld.pid
skip-log-bin
ssl-ca = ${paths.tls.ca}
ssl-cert = ${paths.tls.certificate}
ssl-key = ${paths.tls.key}
character-set-server = utf8mb4
collation-server = utf8mb4_uca1400_nopad_ai_ci
default-time-zone = +00:00
sql_mode = ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION
max_allowed_packet = 64M
innodb_buffer_pool_size = 128M
innodb_log_file_size = 48M
`;
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
