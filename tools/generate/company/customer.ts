import { mix32, Random } from "../random.ts";
import { type Address, addressNear } from "./address.ts";
import type { Company } from "./company.ts";
import { type PersonName, personName } from "./person-name.ts";

export interface Customer {
  readonly id: number;
  readonly name: PersonName;
  readonly address: Address;
  readonly phone: string;
}

/** Made from the id alone, so that no list of customers is kept, however many there are. */
export function customer(company: Company, id: number): Customer {
  const random = new Random(company.options.seed, `customer/${id}`);
  return {
    id,
    name: personName(random),
    address: addressNear(homeStoreIndex(company, id), random),
    phone: `${random.between(6, 9)}${String(random.below(1_000_000_000)).padStart(9, "0")}`,
  };
}

/** Customers live near the store where they buy most; large stores have more of them. */
export function homeStoreIndex({ options, storeSizes }: Company, id: number): number {
  const point = mix32(options.seed ^ mix32(id)) % (storeSizes.at(-1) ?? 1);
  return storeSizes.findIndex((total) => point < total);
}

/** The customer who buys `rank`-th most (0 is the best one): ids spread over the ranks, each id once. */
export function customerAtRank({ options, customerStep }: Company, rank: number): number {
  return (((rank + 1) * customerStep) % options.customers) + 1;
}
