import type { Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { createLoadTables, type LoadTables, openWarehouse, type Warehouse } from "../warehouse/index.ts";
import { type CheckResult, check, skipped } from "./check.ts";
import { judgeSkew, readClock } from "./clock.ts";
import { mysqlChecks } from "./mysql-checks.ts";
import { SCRATCH_MART } from "./scratch-mart.ts";

export interface ExaminedMysql {
  readonly results: readonly CheckResult[];
  /** The caller closes it. */
  readonly warehouse?: Warehouse;
  /** The caller drops them. */
  readonly loadTables?: LoadTables;
}

export async function examineMysql(
  job: Job,
  settings: Settings,
  scratchId: string,
  now: () => number,
): Promise<ExaminedMysql> {
  const opened: { warehouse?: Warehouse; loadTables?: LoadTables } = {};
  const connection = await check("mysql connection", async () => {
    opened.warehouse = await openWarehouse(settings.mysql);
    return await server(opened.warehouse);
  });
  const { warehouse } = opened;
  if (warehouse === undefined) return { results: [connection, skipped("mysql", "MySQL is out of reach")] };
  const loading = await check("mysql load tables", async () => {
    opened.loadTables = await createLoadTables(warehouse, scratchId, { marts: [SCRATCH_MART] }, []);
    return "can be created";
  });
  const { loadTables } = opened;
  const results = [
    connection,
    loading,
    ...(loadTables === undefined ? [] : await mysqlChecks(job, warehouse, loadTables)),
    await check("mysql clock", async () => {
      const reading = await readClock(() => mysqlClock(warehouse), { resolutionMs: 1, now });
      return judgeSkew("MySQL", reading);
    }),
  ];
  return { ...opened, results };
}

async function server(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.query("SELECT VERSION() AS version");
  const { user, host, port, database } = warehouse.target;
  return `${user}@${host}:${port}/${database}, version ${String(row?.["version"])}, ${await encryption(warehouse)}`;
}

const ENCRYPTION = "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')";

async function encryption(warehouse: Warehouse): Promise<string> {
  const rows = await warehouse.query(ENCRYPTION);
  const found = new Map(rows.map((row) => [String(row["Variable_name"]).toLowerCase(), String(row["Value"])]));
  const [protocol = "", cipher = ""] = [found.get("ssl_version"), found.get("ssl_cipher")];
  return protocol === "" ? "not encrypted" : `${protocol} with ${cipher}`;
}

async function mysqlClock(warehouse: Warehouse): Promise<number> {
  const [row] = await warehouse.query("SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now");
  return Number(row?.["now"]);
}
