import { addDays } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import { staffName } from "../company/staff-member.ts";
import { valueAt } from "../random.ts";
import type { DimensionFile } from "./dimension-file.ts";

/** With commas, quotes and a line break, which must survive CSV. */
const REVIEWS: readonly string[] = [
  "4.5 stars",
  'regulars say "worth the walk"',
  "clean, well stocked",
  "queues on Sundays\nfriendly staff",
];

export function storesFile(company: Company): DimensionFile {
  return {
    key: "raw/stores/stores.csv",
    feed: "stores",
    columns: ["id", "address", "store_pincode", "store_manager_name", "store_opening_date", "reviews"],
    rows: rows(company),
  };
}

function* rows(company: Company): Generator<readonly string[]> {
  for (const { id, index, address, managerId } of company.stores) {
    const manager = staffName(company, managerId);
    const opened = addDays(`${company.options.firstMonth}-01`, -400 - 31 * (index % 60));
    const review = valueAt(REVIEWS, index % REVIEWS.length);
    yield [String(id), address.text, address.pincode, `${manager.first} ${manager.last}`, opened, review];
  }
}
