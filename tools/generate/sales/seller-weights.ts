import type { Month } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import { Random, runningTotals } from "../random.ts";

/**
 * For each store the running totals of its salespeople's shares in a month: a few sell most, and good and bad months
 * change who is first.
 */
export function sellerWeights({ options, stores }: Company, month: Month): readonly (readonly number[])[] {
  return stores.map((store) => {
    const random = new Random(options.seed, `sellers/${store.id}/${month}`);
    return runningTotals(
      store.salespeople.map((_, position) => Math.floor((10_000 / (position + 8)) * (random.between(80, 120) / 100))),
    );
  });
}
