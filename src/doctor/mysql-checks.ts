import type { Job } from "../job/index.ts";
import type { LoadTables, Warehouse } from "../warehouse/index.ts";
import {
  adviceOnTables,
  declaredTables,
  loadTableOf,
  MIGRATED_TABLES,
  requireDeclaredTables,
  requireLedger,
  WarehouseError,
} from "../warehouse/index.ts";
import { type CheckResult, check, Finding } from "./check.ts";
import { DURABILITY_VARIABLES, judgeDurability, serverVariables } from "./durability.ts";
import { COUNT_SCRATCH, INSERT_SCRATCH, SCRATCH_MART } from "./scratch-mart.ts";
import { judgeVersion } from "./server-version.ts";

type Session = Awaited<ReturnType<Warehouse["openSession"]>>;

const OTHER_ENGINES = `
  SELECT table_name AS name, engine
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND engine <> 'InnoDB' AND table_name IN (?)
  ORDER BY table_name`;

const SESSION = `
  SELECT @@session.sql_mode AS sql_mode, @@session.time_zone AS time_zone,
         TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), NOW(6)) AS offset_micros`;

const VARIABLES = "SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)";

/** The tables, and what correctness needs of the server. */
export async function mysqlChecks(
  job: Job,
  warehouse: Warehouse,
  loadTables: LoadTables,
): Promise<readonly CheckResult[]> {
  const [a, b] = [await warehouse.openSession(), await warehouse.openSession()];
  try {
    const table = loadTableOf(loadTables.marts, SCRATCH_MART.name);
    return [
      await check("mysql version", async () => {
        const [row] = await warehouse.query("SELECT VERSION() AS version");
        return judgeVersion(String(row?.["version"]));
      }),
      await check("mysql tables", () => checkTables(job, warehouse)),
      await check("mysql session", () => checkSession(a)),
      await check("mysql transactions", () => checkTransactions(a, b, table)),
      await check("mysql row locks", () => checkRowLocks(a, b, table)),
      await check("mysql session locks", () => checkSessionLocks(a, b)),
      await check("mysql durability", async () =>
        judgeDurability(serverVariables(await warehouse.query(VARIABLES, [DURABILITY_VARIABLES]))),
      ),
    ];
  } finally {
    a.destroy();
    b.destroy();
  }
}

async function checkTables(job: Job, warehouse: Warehouse): Promise<string> {
  await requireLedger(warehouse, job);
  await requireDeclaredTables(warehouse, job);
  const tables = [...MIGRATED_TABLES, ...declaredTables(job).map(({ table }) => table.name)];
  const others = await warehouse.query(OTHER_ENGINES, [tables]);
  if (others.length === 0) {
    const advice = await adviceOnTables(warehouse, job);
    if (advice.length > 0) throw new Finding("warning", `Their limits are those of values: ${advice.join(" ")}`);
    return "are those of this version, all InnoDB";
  }
  const names = others.map(({ name, engine }) => `${name} (${engine})`).join(", ");
  throw new Finding(
    "failed",
    `Not InnoDB: ${names}. ALTER TABLE … ENGINE = InnoDB, or a failed commit leaves half of it.`,
  );
}

/** Our sessions set both; a proxy in between may not pass that on. */
async function checkSession(session: Session): Promise<string> {
  const [row] = await session.query(SESSION);
  const mode = String(row?.["sql_mode"]);
  if (!/STRICT_(ALL|TRANS)_TABLES/.test(mode)) {
    throw new Finding(
      "failed",
      `sql_mode stays ${mode}: values that do not fit would be cut. Let clients set it, or set STRICT_ALL_TABLES.`,
    );
  }
  if (Number(row?.["offset_micros"]) !== 0) {
    throw new Finding("failed", `time_zone stays ${row?.["time_zone"]}. Let clients set it, or set +00:00.`);
  }
  return "strict mode, UTC";
}

async function checkTransactions(a: Session, b: Session, table: string): Promise<string> {
  const slot = 1;
  await a.execute("START TRANSACTION");
  await a.execute(INSERT_SCRATCH(table), [slot]);
  const seen = await count(b, table, slot);
  await a.execute("ROLLBACK");
  const left = await count(b, table, slot);
  if (seen !== 0) throw new Finding("failed", `Others see rows before they are committed. ${INNODB}`);
  if (left !== 0) throw new Finding("failed", `A transaction that was rolled back left its rows. ${INNODB}`);
  return "are isolated and rolled back";
}

const INNODB = "Make InnoDB the default_storage_engine, and let no proxy share a connection between clients.";

async function checkRowLocks(a: Session, b: Session, table: string): Promise<string> {
  const slot = 2;
  const lock = `SELECT slot FROM ${table} WHERE slot = ? FOR UPDATE`;
  await a.execute(INSERT_SCRATCH(table), [slot]);
  await a.execute("START TRANSACTION");
  await b.execute("START TRANSACTION");
  try {
    await a.query(lock, [slot]);
    const locked = await b.query(`${lock} NOWAIT`, [slot]).then(() => false, isLocked);
    if (!locked) throw new Finding("failed", `Two transactions locked the same row at once. ${INNODB}`);
  } finally {
    await a.execute("ROLLBACK");
    await b.execute("ROLLBACK");
  }
  return "keep a second transaction out";
}

/** MariaDB says that the wait timed out; MySQL has an error of its own. */
function isLocked(error: unknown): boolean {
  if (!(error instanceof WarehouseError)) throw error;
  const { cause } = error;
  if (error.code === "lock_timeout") return true;
  if (cause instanceof Error && "code" in cause && cause.code === "ER_LOCK_NOWAIT") return true;
  throw error;
}

/** The lease rests on them: one session holds a name, and the server frees it when that session ends. */
async function checkSessionLocks(a: Session, b: Session): Promise<string> {
  const name = `sales-pipeline.doctor.${a.connectionId}`;
  const take = "SELECT GET_LOCK(?, ?) AS taken";
  const taken = async (session: Session, seconds: number) =>
    Number((await session.query(take, [name, seconds]))[0]?.["taken"]) === 1;
  if (!(await taken(a, 0)) || (await taken(b, 0))) {
    throw new Finding(
      "failed",
      "GET_LOCK does not keep a second session out. Connect to one primary, without a multiplexing proxy.",
    );
  }
  a.destroy();
  if (!(await taken(b, 10))) {
    throw new Finding(
      "failed",
      "GET_LOCK stays held after its session ended. Connect without a proxy that pools sessions.",
    );
  }
  return "are exclusive, and free when a session ends";
}

async function count(session: Session, table: string, slot: number): Promise<number> {
  return Number((await session.query(COUNT_SCRATCH(table), [slot]))[0]?.["n"]);
}
