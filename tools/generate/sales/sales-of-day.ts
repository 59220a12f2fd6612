import { type Day, monthOf } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import { customerAtRank, homeStoreIndex } from "../company/customer.ts";
import { priceIn } from "../company/product.ts";
import { Random, runningTotals, valueAt } from "../random.ts";
import type { Sale } from "./sale.ts";
import { sellerWeights } from "./seller-weights.ts";

/** With commas and quotes, which must survive CSV. */
const PAYMENT_MODES: readonly string[] = ["upi", "cash", "card", 'card, "contactless"', "cash, rest on credit"];
const HOME_STORE_PERCENT = 85;

/**
 * A day's good sales. The same day gives the same sales each time, whatever was asked for before; another `stream` gives
 * other sales of the day.
 */
export function* salesOfDay(company: Company, day: Day, count: number, stream = "sales"): Generator<Sale> {
  const month = monthOf(day);
  const random = new Random(company.options.seed, `${stream}/${day}`);
  const sellers = sellerWeights(company, month);
  const popularity = runningTotals(company.products.map((product) => product.popularity));
  for (let made = 0; made < count; made++) {
    const customerId = customerAtRank(company, random.heavyTailed(company.options.customers));
    const storeIndex = random.percent(HOME_STORE_PERCENT)
      ? homeStoreIndex(company, customerId)
      : random.weighted(company.storeSizes);
    const store = valueAt(company.stores, storeIndex);
    const product = valueAt(company.products, random.weighted(popularity));
    const price = priceIn(product, month);
    const quantity = quantityBought(random);
    yield {
      customerId,
      storeId: store.id,
      productName: product.name,
      day,
      personId: valueAt(store.salespeople, random.weighted(valueAt(sellers, storeIndex))),
      price,
      quantity,
      total: price * quantity,
      paymentMode: random.pick(PAYMENT_MODES),
    };
  }
}

/** Mostly one to four, now and then a box. */
function quantityBought(random: Random): number {
  return random.percent(3) ? random.between(12, 48) : random.between(1, random.percent(70) ? 4 : 10);
}
