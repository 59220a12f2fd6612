import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Authority, Certificate } from "../../tools/stack/certificates.ts";
import { installServerTls } from "../../tools/stack/mysql-tls.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { connectAsAdministrator } from "./mysql-administrator.ts";

/** A MySQL server of the test file's own, whose settings it may change. Worlds that are opened from now on are on it. */
export class OwnMysql implements AsyncDisposable {
  readonly administrator: Connection;
  readonly #folder: string;
  readonly #stack: Stack;

  private constructor(folder: string, stack: Stack, administrator: Connection) {
    this.#folder = folder;
    this.#stack = stack;
    this.administrator = administrator;
  }

  static async start(): Promise<OwnMysql> {
    const folder = mkdtempSync(join(tmpdir(), "own-mysql-"));
    const { mysqlServer } = settingsFromEnvironment(process.env);
    const settings = { services: ["mysql"], mysqlDurable: false, mysqlServer } as const;
    const stack = await startStack({ dir: folder, settings });
    for (const [name, value] of Object.entries(stack.env)) if (name.startsWith("MYSQL_")) process.env[name] = value;
    return new OwnMysql(folder, stack, await connectAsAdministrator(stack.folder));
  }

  /** Connections from now on see this certificate, and clients' are held against this authority. */
  async useCertificate(authority: Authority, certificate: Certificate): Promise<void> {
    installServerTls(join(this.#stack.folder.run, "mysql", "tls"), authority, certificate);
    const [[row]] = await this.administrator.query<RowDataPacket[]>("SELECT VERSION() LIKE '%MariaDB%' AS is_mariadb");
    const isMariadb = Number(row?.["is_mariadb"]) === 1;
    await this.administrator.query(isMariadb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.administrator.end();
    await this.#stack.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
