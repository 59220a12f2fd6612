import { daysOf, type Month } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import type { Store } from "../company/store.ts";
import type { GeneratedFile } from "../dataset.ts";
import { PLAIN_STYLE } from "../files/file-style.ts";
import { writeSalesFile } from "../files/write-sales-file.ts";
import type { Paise } from "../money.ts";
import { goodLine } from "../sales/day-lines.ts";
import type { Sale } from "../sales/sale.ts";
import { salesOfDay } from "../sales/sales-of-day.ts";
import type { StaffTotals } from "../sales/staff-totals.ts";
import type { Sink } from "../sink.ts";

const LEAST_ROWS = 40;

/** Who loses a store's month to whom. */
export interface Overtaking {
  readonly storeId: number;
  readonly month: Month;
  readonly leader: number;
  readonly challenger: number;
  /** What the challenger must sell more than, to be the only best performer. */
  readonly gap: Paise;
}

/** The closest race of the month: the store where a salesperson lacks least to overtake the best performer. */
export function closestRace(company: Company, month: Month, totals: StaffTotals): Overtaking {
  const [closest] = company.stores.flatMap((store) => race(store, month, totals)).sort((a, b) => a.gap - b.gap);
  if (closest === undefined) {
    throw new RangeError(`No store has sales in ${month}, so nobody can be overtaken. Generate more rows.`);
  }
  return closest;
}

function race(store: Store, month: Month, totals: StaffTotals): readonly Overtaking[] {
  const [leader] = totals.ranking(store.id, month);
  if (leader === undefined) return [];
  const [challenger] = store.salespeople
    .filter((personId) => personId !== leader.personId)
    .map((personId) => ({ personId, total: totals.of(store.id, month, personId) }))
    .sort((a, b) => b.total - a.total);
  if (challenger === undefined) return [];
  const gap = leader.total - challenger.total;
  return [{ storeId: store.id, month, leader: leader.personId, challenger: challenger.personId, gap }];
}

/** Sales of the month's last day that arrive late and make the challenger the best performer. */
export async function writeLateFile(
  sink: Sink,
  company: Company,
  overtaking: Overtaking,
  totals: StaffTotals,
): Promise<GeneratedFile> {
  const day = daysOf(overtaking.month).at(-1) ?? overtaking.month;
  const sales = [...challengersSales(company, day, overtaking)];
  for (const sale of sales) totals.add(sale);
  return writeSalesFile(sink, {
    key: `raw/sales/sales_data_${day}_late.csv`,
    style: PLAIN_STYLE,
    lines: sales.map(goodLine),
    badRows: [],
  });
}

function* challengersSales(company: Company, day: string, { storeId, challenger, gap }: Overtaking): Generator<Sale> {
  let sold = 0;
  let rows = 0;
  for (const sale of salesOfDay(company, day, Number.POSITIVE_INFINITY, "late")) {
    if (sold > gap && rows >= LEAST_ROWS) return;
    yield { ...sale, storeId, personId: challenger };
    sold += sale.total;
    rows++;
  }
}
