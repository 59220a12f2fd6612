import { type Company, company as companyOf } from "./company/company.ts";
import type { Dataset, GeneratedFile } from "./dataset.ts";
import { dayPlans } from "./day-plan.ts";
import { customersFile } from "./dimensions/customers-file.ts";
import { writeDimensionFile } from "./dimensions/dimension-file.ts";
import { productsFile } from "./dimensions/products-file.ts";
import { salesTeamFile } from "./dimensions/sales-team-file.ts";
import { storesFile } from "./dimensions/stores-file.ts";
import { writeBadFiles } from "./files/bad-files.ts";
import { writeSalesFile } from "./files/write-sales-file.ts";
import { checkOptions, type GenerateOptions } from "./options.ts";
import { dayLines } from "./sales/day-lines.ts";
import { StaffTotals } from "./sales/staff-totals.ts";
import type { Sink } from "./sink.ts";

/**
 * Writes dimension files, a sales file for each day and, with `faults`, some bad files. Nothing is kept in memory but
 * counts and sums.
 *
 * @throws RangeError for an option out of range
 */
export async function generateDataset(options: GenerateOptions, sink: Sink): Promise<Dataset> {
  checkOptions(options);
  const company = companyOf(options);
  const totals = new StaffTotals();
  const files: GeneratedFile[] = [];
  for (const file of dimensionFiles(company)) files.push(await writeDimensionFile(sink, file));
  for (const plan of dayPlans(options)) {
    const lines = dayLines(company, plan, (sale) => totals.add(sale));
    files.push(await writeSalesFile(sink, { ...plan, lines }));
  }
  if (options.faults) files.push(...(await writeBadFiles(sink, company)));
  return { files, totals };
}

function dimensionFiles(company: Company) {
  return [customersFile(company), storesFile(company), salesTeamFile(company), productsFile(company)];
}
