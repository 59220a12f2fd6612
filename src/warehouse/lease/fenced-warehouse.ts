import type { Warehouse } from "../connection.ts";
import type { Lease } from "./hold-lease.ts";
import { requireToken } from "./lease-row.ts";

/** What changes rows; all else (tables of one batch that come and go) is no part of a transaction. */
const CHANGES_ROWS = /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i;

/**
 * The same warehouse, for the holder of a lease: whatever it writes is rolled back, with a FencedOutError, where another run has
 * taken the lease since. A process that was stopped for long changes nothing then, whatever it believes of itself.
 */
export function fencedWarehouse(warehouse: Warehouse, { fencingToken }: Pick<Lease, "fencingToken">): Warehouse {
  const transaction: Warehouse["transaction"] = (work, onFailure) =>
    warehouse.transaction(async (sql) => {
      const result = await work(sql);
      // Last, so that the lease can be renewed meanwhile. From here to COMMIT nobody can take it.
      await requireToken(sql, fencingToken, "lock");
      return result;
    }, onFailure);
  return {
    ...warehouse,
    transaction,
    async execute(statement, values) {
      if (CHANGES_ROWS.test(statement)) return await transaction((sql) => sql.execute(statement, values));
      await requireToken(warehouse, fencingToken, "look");
      return await warehouse.execute(statement, values);
    },
  };
}
