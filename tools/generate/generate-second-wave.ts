import { addMonths, monthOf } from "./calendar.ts";
import { type Company, company as companyOf } from "./company/company.ts";
import type { Dataset, GeneratedFile } from "./dataset.ts";
import { type DayPlan, dayPlans } from "./day-plan.ts";
import { customersFileOf } from "./dimensions/customers-file.ts";
import { writeDimensionFile } from "./dimensions/dimension-file.ts";
import { extensionOf } from "./files/file-style.ts";
import { writeSalesFile } from "./files/write-sales-file.ts";
import { checkOptions, type GenerateOptions } from "./options.ts";
import { dayLines } from "./sales/day-lines.ts";
import { writeCorrectedFile } from "./second-wave/corrected-file.ts";
import { closestRace, writeLateFile } from "./second-wave/late-file.ts";
import { movedCustomers } from "./second-wave/moved-customers.ts";
import { type MovedIncentive, movedIncentive } from "./second-wave/moved-incentive.ts";
import type { Sink } from "./sink.ts";

const MOVED_CUSTOMERS = 5;

export interface SecondWave extends Dataset {
  /** Sales of the first month that arrive late, and whose incentive they take away. */
  readonly late: GeneratedFile;
  readonly moved: MovedIncentive;
  /** Has the key of a file of the first wave, and replaces it. */
  readonly corrected: GeneratedFile;
  /** Has the content of `duplicateOf`, and counts for nothing. Its rows are part of no sum. */
  readonly duplicate: GeneratedFile;
  readonly duplicateOf: string;
  /** New addresses of some of the best customers. */
  readonly customers: GeneratedFile;
}

/**
 * Writes what lands after the first wave was processed. The totals are those of both waves together.
 *
 * @param options the first wave's
 * @param first what `generateDataset` returned
 * @throws RangeError if the first wave is too small to have anything to correct, duplicate or overtake
 */
export async function generateSecondWave(options: GenerateOptions, sink: Sink, first: Dataset): Promise<SecondWave> {
  checkOptions(options);
  const company = companyOf(options);
  const totals = first.totals.copy();
  const { toCorrect, toCopy } = chosenDays(options);
  const corrected = await writeCorrectedFile(sink, company, toCorrect, totals);
  const race = closestRace(company, options.firstMonth, totals);
  const late = await writeLateFile(sink, company, race, totals);
  const duplicate = await writeDuplicate(sink, company, toCopy);
  const customers = await writeDimensionFile(sink, movedCustomersFile(company));
  return {
    files: [corrected, late, duplicate, customers],
    totals,
    late,
    moved: movedIncentive(race, first.totals, totals),
    corrected,
    duplicate,
    duplicateOf: toCopy.key,
    customers,
  };
}

/** A day of the second month to correct, and the last other day to copy. */
function chosenDays(options: GenerateOptions): { readonly toCorrect: DayPlan; readonly toCopy: DayPlan } {
  const plans = dayPlans(options);
  const second = addMonths(options.firstMonth, 1);
  const toCorrect = plans.find(({ day }) => monthOf(day) === second) ?? plans[0];
  const toCopy = plans.findLast((plan) => plan !== toCorrect);
  if (toCorrect === undefined || toCopy === undefined) {
    throw new RangeError("A second wave needs sales on at least two days. Generate more rows.");
  }
  return { toCorrect, toCopy };
}

async function writeDuplicate(sink: Sink, company: Company, plan: DayPlan): Promise<GeneratedFile> {
  const key = `raw/sales/sales_data_${plan.day}_again${extensionOf(plan.style)}`;
  return writeSalesFile(sink, { ...plan, key, lines: dayLines(company, plan, () => {}) });
}

function movedCustomersFile(company: Company) {
  const key = `raw/customers/customers_${addMonths(company.options.firstMonth, company.options.months)}.csv`;
  return customersFileOf(key, company, movedCustomers(company, MOVED_CUSTOMERS));
}
