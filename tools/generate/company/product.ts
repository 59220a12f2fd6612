import { type Month, monthsFrom } from "../calendar.ts";
import { CATALOG } from "../catalog/products.ts";
import type { Paise } from "../money.ts";
import type { GenerateOptions } from "../options.ts";
import { Random, valueAt } from "../random.ts";

/** Prices are multiples of half a rupee. */
const PRICE_STEP: Paise = 50;

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly popularity: number;
  readonly prices: ReadonlyMap<Month, Paise>;
}

export function products(options: GenerateOptions): readonly Product[] {
  return CATALOG.map(({ name, basePrice, popularity }, index) => {
    const random = new Random(options.seed, `prices/${name}`);
    let price = basePrice;
    const prices = new Map(
      monthsFrom(options.firstMonth, options.months).map((month, position) => {
        if (position > 0) price = changedPrice(price, random);
        return [month, price];
      }),
    );
    return { id: index + 1, name, popularity, prices };
  });
}

export function priceIn(product: Product, month: Month): Paise {
  const price = product.prices.get(month);
  if (price === undefined) throw new RangeError(`No price of ${product.name} for ${month}.`);
  return price;
}

/** The price changes at the start of some months, by -3 % to +6 %. */
function changedPrice(price: Paise, random: Random): Paise {
  const percent = valueAt([-3, 0, 0, 2, 4, 6], random.below(6));
  return price + Math.trunc((price * percent) / 100 / PRICE_STEP) * PRICE_STEP;
}
