import type { Company } from "../company/company.ts";
import type { DayPlan } from "../day-plan.ts";
import { badLine, type SalesLine } from "./bad-rows.ts";
import { type Sale, salesRecord } from "./sale.ts";
import { salesOfDay } from "./sales-of-day.ts";

/** Ids from here on are in no dimension file. */
const FIRST_STRANGER_ID = 2_000_000_000;

/** The good sales of a planned day, the strangers' first. */
export function* plannedSales(company: Company, plan: DayPlan): Generator<Sale> {
  let strangers = 0;
  for (const sale of salesOfDay(company, plan.day, plan.rows)) {
    if (strangers === plan.strangers) {
      yield sale;
      continue;
    }
    yield { ...sale, customerId: FIRST_STRANGER_ID + strangers, personId: FIRST_STRANGER_ID };
    strangers++;
  }
}

/** The lines of a planned day, bad rows spread among the good ones; `accepted` sees each good sale. */
export function* dayLines(company: Company, plan: DayPlan, accepted: (sale: Sale) => void): Generator<SalesLine> {
  const stride = Math.floor(plan.rows / (plan.badRows.length + 1));
  let made = 0;
  for (const sale of plannedSales(company, plan)) {
    accepted(sale);
    yield goodLine(sale);
    made++;
    const kind = made % stride === 0 ? plan.badRows[made / stride - 1] : undefined;
    if (kind !== undefined) yield badLine(kind, sale);
  }
}

export function goodLine(sale: Sale): SalesLine {
  return { record: salesRecord(sale), truncated: false };
}
