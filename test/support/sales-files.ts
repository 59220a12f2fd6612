import type { ContractInput } from "./oracle/compute-contract.ts";
import { readDimensions } from "./oracle/dimensions.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE, STORES_FILE } from "./worked-example.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost\n";

/** The run's date that `World.run` gives. */
export const AS_OF = "2026-01-01";

export interface TestSale {
  readonly customer?: number;
  readonly store?: number;
  readonly date: string;
  readonly person: number;
  readonly price: number;
  readonly quantity?: number;
}

/** A good sales file. */
export function salesFile(suffix: string, sales: readonly TestSale[]): ExampleFile {
  return { key: `raw/sales/sales_data_${suffix}.csv`, text: HEADER + sales.map(line).join("") };
}

function line({ customer = 1, store = 121, date, person, price, quantity = 1 }: TestSale): string {
  return `${customer},${store},sugar,${date},${person},${price},${quantity},${price * quantity}\n`;
}

export interface CountingDimensions {
  readonly customers?: readonly ExampleFile[];
  readonly team?: readonly ExampleFile[];
}

/** What the oracle computes the marts from: the sales files that count, and the dimension files, oldest first. */
export async function counting(
  files: readonly ExampleFile[],
  { customers = [CUSTOMERS_FILE], team = [SALES_TEAM_FILE] }: CountingDimensions = {},
): Promise<ContractInput> {
  return {
    files: files.map(source),
    dimensions: await readDimensions({
      customers: customers.map(source),
      stores: [source(STORES_FILE)],
      salesTeam: team.map(source),
    }),
    asOf: AS_OF,
  };
}

function source({ key, text }: ExampleFile) {
  return { name: key, content: new TextEncoder().encode(text) };
}
