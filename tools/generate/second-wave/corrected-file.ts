import type { Company } from "../company/company.ts";
import type { GeneratedFile } from "../dataset.ts";
import type { DayPlan } from "../day-plan.ts";
import { writeSalesFile } from "../files/write-sales-file.ts";
import type { SalesLine } from "../sales/bad-rows.ts";
import { goodLine, plannedSales } from "../sales/day-lines.ts";
import type { Sale } from "../sales/sale.ts";
import type { StaffTotals } from "../sales/staff-totals.ts";
import type { Sink } from "../sink.ts";

const ROWS_BETWEEN_CHANGES = 40;

/** A day's file again under its key: some quantities were wrong, and the bad rows are gone. */
export async function writeCorrectedFile(
  sink: Sink,
  company: Company,
  plan: DayPlan,
  totals: StaffTotals,
): Promise<GeneratedFile> {
  const lines = correctedLines(plannedSales(company, plan), totals);
  return writeSalesFile(sink, { key: plan.key, style: plan.style, lines, badRows: [] });
}

function* correctedLines(sales: Iterable<Sale>, totals: StaffTotals): Generator<SalesLine> {
  let row = 0;
  for (const sale of sales) {
    const corrected = row % ROWS_BETWEEN_CHANGES === 0 ? oneMore(sale) : sale;
    totals.subtract(sale);
    totals.add(corrected);
    yield goodLine(corrected);
    row++;
  }
}

function oneMore(sale: Sale): Sale {
  return { ...sale, quantity: sale.quantity + 1, total: sale.total + sale.price };
}
