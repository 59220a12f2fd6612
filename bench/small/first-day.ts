import { dimensionFiles } from "../pipeline/dimension-files.ts";
import { openPlace } from "../pipeline/place.ts";
import { BUILT, RUN, runProgram } from "../pipeline/run-program.ts";
import { type Company, salesText } from "../pipeline/sales-files.ts";
import type { Environment, OpenedComparison } from "./comparison.ts";

const SALES = 1_000;
/** 1,220 rows with the products. */
const COMPANY: Company = { stores: 20, persons: 300, customers: 840 };

/** One small run in seconds: a sales file and a file for each dimension, into empty marts. */
export async function firstDay(servers: Environment): Promise<OpenedComparison> {
  return {
    comparison: {
      name: `a run of one file of ${SALES} sales and four dimension files / one second`,
      goal: 6,
      async measure(round) {
        await using place = await openPlace(servers, `first${round}`);
        for (const { key, text } of dimensionFiles(COMPANY)) await place.land(key, text);
        const sales = { name: "first", company: COMPANY, rows: SALES, files: 1, months: ["2025-01"] };
        await place.land("raw/sales/sales_data_first.csv", salesText(sales, 0));
        return { ours: (await runProgram(RUN, place.env, [0], BUILT)).wallMs, beside: 1_000 };
      },
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
