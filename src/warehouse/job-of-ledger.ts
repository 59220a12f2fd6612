import type { Job } from "../job/index.ts";
import type { Warehouse } from "./connection.ts";
import { requireSchema } from "./migrate.ts";
import { presentTable } from "./present-tables.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";
import { WarehouseError } from "./warehouse-error.ts";

/** What a job is known by. Marts and dimensions come and go; the ledger's counts are those of its facts. */
type KnownJob = Pick<Job, "facts">;

const READ = "SELECT facts FROM pipeline_job WHERE name = 'ledger'";

const BIND = "INSERT IGNORE INTO pipeline_job (name, facts) VALUES ('ledger', ?)";

/**
 * The tables are those of this version, and the ledger is the job's, or nobody's yet.
 *
 * @throws WarehouseError other_job, or as `requireSchema` does
 */
export async function requireLedger(warehouse: Warehouse, job: KnownJob): Promise<void> {
  await requireSchema(warehouse);
  await requireJob(warehouse, job);
}

/**
 * As `requireLedger`, for tables of whatever version, also none.
 *
 * @throws WarehouseError other_job
 */
export async function requireJob(warehouse: Warehouse, job: KnownJob): Promise<void> {
  if ((await presentTable(warehouse, "pipeline_job")) === undefined) return;
  const facts = await factsOf(warehouse);
  if (facts !== undefined && facts !== job.facts.name) throw otherJob(warehouse, facts, job);
}

/**
 * From now on the ledger is the job's: of several that ask at the same moment, one's.
 *
 * @throws WarehouseError other_job
 */
export async function bindJob(warehouse: Warehouse, job: KnownJob): Promise<void> {
  await warehouse.execute(BIND, [job.facts.name]);
  await requireJob(warehouse, job);
}

async function factsOf(db: Sql): Promise<string | undefined> {
  const [row] = await db.query(READ);
  return row === undefined ? undefined : text(row, "facts");
}

function otherJob({ target }: Warehouse, facts: string, job: KnownJob): WarehouseError {
  return new WarehouseError(
    "other_job",
    `database '${target.database}' is the ledger of the job with the facts '${facts}', and this job has the facts '${job.facts.name}'. Nothing was changed. ` +
      "Name the right job by --job or PIPELINE_JOB (without either it is the one that the package brings along), or correct MYSQL_DATABASE. " +
      "docs/operations.md, One ledger, one job, says what else there is.",
    { transient: false },
  );
}
