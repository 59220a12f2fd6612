import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { readPartitions } from "../support/oracle/read-partitions.ts";
import type { World } from "../support/world.ts";

/** What a reader found wrong, and how often it looked. */
export interface Readings {
  readonly looks: number;
  readonly wrong: readonly string[];
}

const BOTH_MARTS = `
  SELECT sales_month, SUM(customers) AS customers, SUM(sales_team) AS sales_team
  FROM (
    SELECT sales_month, SUM(total_sales) AS customers, 0 AS sales_team FROM customers_data_mart GROUP BY sales_month
    UNION ALL
    SELECT sales_month, 0, SUM(total_sales) FROM sales_team_data_mart GROUP BY sales_month
  ) both_marts
  GROUP BY sales_month`;

/**
 * Reads as users do while runs come and go: both marts must tell the same sum of each month, no mart that had rows is ever
 * empty, and every partition object is whole and holds nobody twice. Stops when `signal` is aborted.
 */
export async function readAllAlong(
  world: World,
  signal: AbortSignal,
  onLook: (wrong: readonly string[]) => void = () => {},
): Promise<Readings> {
  const { host, port, user, database } = world.settings.mysql;
  const password = world.env["MYSQL_PASSWORD"] ?? "";
  const connection = await createConnection({ host, port, user, password, database, decimalNumbers: false });
  const wrong: string[] = [];
  let looks = 0;
  let mostMonths = 0;
  while (!signal.aborted) {
    const [months] = await connection.query<RowDataPacket[]>(BOTH_MARTS);
    for (const { sales_month: month, customers, sales_team: salesTeam } of months) {
      if (String(customers) !== String(salesTeam)) wrong.push(`${month}: ${customers} and ${salesTeam}`);
    }
    if (months.length < mostMonths) wrong.push(`${months.length} months after ${mostMonths}`);
    mostMonths = Math.max(mostMonths, months.length);
    wrong.push(...(await tornPartitions(world)));
    looks += 1;
    onLook(wrong);
    await wait(100, undefined, { signal }).catch(() => {});
  }
  await connection.end();
  return { looks, wrong };
}

async function tornPartitions(world: World): Promise<readonly string[]> {
  try {
    const rows = await readPartitions(await world.partitions());
    const people = rows.map((row) => `${row["store_id"]}/${row["sales_month"]}/${row["sales_person_id"]}`);
    return people.filter((person, index) => people.indexOf(person) !== index).map((person) => `${person} twice`);
  } catch (error) {
    assert.ok(error instanceof Error);
    return [`a partition cannot be read: ${error.message}`];
  }
}
