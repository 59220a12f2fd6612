import { addressNear } from "../company/address.ts";
import type { Company } from "../company/company.ts";
import { type Customer, customer, customerAtRank } from "../company/customer.ts";
import { Random } from "../random.ts";

/** The best customers, each with an address in another city. */
export function movedCustomers(company: Company, count: number): readonly Customer[] {
  return Array.from({ length: count }, (_, rank) => {
    const before = customer(company, customerAtRank(company, rank));
    const random = new Random(company.options.seed, `moved/${before.id}`);
    const addresses = Array.from({ length: 3 }, (_, city) => addressNear(rank + city, random));
    const address = addresses.find(({ text }) => cityOf(text) !== cityOf(before.address.text)) ?? before.address;
    return { ...before, address };
  });
}

function cityOf(address: string): string {
  return address.slice(address.lastIndexOf(",") + 1);
}
