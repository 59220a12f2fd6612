import { addDays } from "../calendar.ts";
import type { Company } from "../company/company.ts";
import { type Customer, customer } from "../company/customer.ts";
import type { DimensionFile } from "./dimension-file.ts";

const COLUMNS: readonly string[] = [
  "customer_id",
  "first_name",
  "last_name",
  "address",
  "pincode",
  "phone_number",
  "customer_joining_date",
];

export function customersFile(company: Company): DimensionFile {
  return customersFileOf("raw/customers/customers.csv", company, everyone(company));
}

/** A file with some customers only; the others keep what is known of them. */
export function customersFileOf(key: string, company: Company, some: Iterable<Customer>): DimensionFile {
  return { key, feed: "customers", columns: COLUMNS, rows: rows(company, some) };
}

function* everyone(company: Company): Generator<Customer> {
  for (let id = 1; id <= company.options.customers; id++) yield customer(company, id);
}

function* rows({ options }: Company, customers: Iterable<Customer>): Generator<readonly string[]> {
  for (const { id, name, address, phone } of customers) {
    const joined = addDays(`${options.firstMonth}-01`, -1 - (id % 900));
    yield [String(id), name.first, name.last, address.text, address.pincode, phone, joined];
  }
}
