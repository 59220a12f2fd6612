import type { Mart } from "../job/index.ts";

/** A mart that is never computed: its load table is what the checks write to and lock. */
export const SCRATCH_MART: Pick<Mart, "name" | "key" | "values" | "shows" | "balance" | "plan"> = {
  name: "doctor",
  key: { slot: "INT", sales_month: "CHAR(7)" },
  values: { amount: "DECIMAL(20,2)" },
  balance: { amount: "amount" },
  plan: (facts) => facts,
};

/** Puts a row into its load table, or counts those there. Each takes a slot. */
export const INSERT_SCRATCH = (table: string) =>
  `INSERT INTO ${table} (slot, sales_month, amount) VALUES (?, '2000-01', 0.01)`;
export const COUNT_SCRATCH = (table: string) => `SELECT COUNT(*) AS n FROM ${table} WHERE slot = ?`;
