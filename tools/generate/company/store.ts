import type { GenerateOptions } from "../options.ts";
import { Random } from "../random.ts";
import { type Address, addressNear } from "./address.ts";

const FIRST_STORE_ID = 121;
/** The head of all stores, to whom the managers report. */
export const HEAD_ID = 1;

export interface Store {
  readonly id: number;
  readonly index: number;
  readonly address: Address;
  readonly managerId: number;
  readonly salespeople: readonly number[];
  /** Its share of the sales, relative to the other stores. */
  readonly size: number;
}

export function stores(options: GenerateOptions): readonly Store[] {
  return Array.from({ length: options.stores }, (_, index) => {
    const managerId = HEAD_ID + 1 + index * (options.salespeople + 1);
    return {
      id: FIRST_STORE_ID + index,
      index,
      address: addressNear(index, new Random(options.seed, `store/${index}`)),
      managerId,
      salespeople: Array.from({ length: options.salespeople }, (_, position) => managerId + 1 + position),
      size: Math.ceil(1000 / (index + 4)),
    };
  });
}
