import { addDays, type Month } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import type { Product } from "../company/product.ts";
import { formatMoney, type Paise } from "../money.ts";
import type { DimensionFile } from "./dimension-file.ts";

/** The products with the last month's prices and the ones before. */
export function productsFile(company: Company): DimensionFile {
  return {
    key: "raw/products/products.csv",
    feed: "products",
    columns: ["id", "name", "current_price", "old_price", "created_date", "updated_date", "expiry_date"],
    rows: company.products.map((product) => row(product, `${company.options.firstMonth}-01`)),
  };
}

function row(product: Product, firstDay: string): readonly string[] {
  const { month, price, before } = lastChange(product);
  return [
    String(product.id),
    product.name,
    formatMoney(price),
    formatMoney(before),
    addDays(firstDay, -200 - 11 * product.id),
    `${month}-01`,
    addDays(firstDay, 1000 + 13 * product.id),
  ];
}

function lastChange({ prices }: Product): { readonly month: Month; readonly price: Paise; readonly before: Paise } {
  const [first, ...later] = [...prices].map(([month, price]) => ({ month, price, before: price }));
  if (first === undefined) throw new RangeError("A product needs a price for at least one month.");
  return later.reduce((last, next) => (next.price === last.price ? last : { ...next, before: last.price }), first);
}
