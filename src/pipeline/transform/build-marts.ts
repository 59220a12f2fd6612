import { customerMart, salesTeamMart } from "../../../jobs/sales/index.ts";
import type { DataFrame } from "../../spark-connect/index.ts";
import type { LoadTables } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";
import { jdbcOptions } from "./jdbc.ts";
import type { EffectiveDimensions } from "./load-dimensions.ts";

/** Computes both marts from the sales that count, into the attempt's load tables. */
export async function buildMarts(
  run: RunContext,
  attempt: Attempt,
  sales: DataFrame,
  dimensions: EffectiveDimensions,
  loadTables: LoadTables,
): Promise<void> {
  const jdbc = jdbcOptions(run.settings);
  await customerMart(sales, dimensions.customers)
    .write.mode("append")
    .jdbc({ ...jdbc, dbtable: loadTables.customersDataMart }, attempt.action("customer mart"));
  await salesTeamMart(sales, dimensions.sales_team, run.settings.run.tieRule)
    .write.mode("append")
    .jdbc({ ...jdbc, dbtable: loadTables.salesTeamDataMart }, attempt.action("sales-team mart"));
}
