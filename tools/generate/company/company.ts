import type { GenerateOptions } from "../options.ts";
import { runningTotals } from "../random.ts";
import { type Product, products } from "./product.ts";
import { type Store, stores } from "./store.ts";

/** Everything that the sales refer to. */
export interface Company {
  readonly options: GenerateOptions;
  readonly stores: readonly Store[];
  readonly storeSizes: readonly number[];
  readonly products: readonly Product[];
  /** Shares no divisor with the number of customers, so that steps of it visit every id. */
  readonly customerStep: number;
}

export function company(options: GenerateOptions): Company {
  const all = stores(options);
  return {
    options,
    stores: all,
    storeSizes: runningTotals(all.map(({ size }) => size)),
    products: products(options),
    customerStep: coprimeStep(options.customers),
  };
}

function coprimeStep(count: number): number {
  let step = Math.floor(count / 3) + 1;
  while (greatestCommonDivisor(step, count) !== 1) step++;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
