import type { Company } from "./sales-files.ts";

export interface DimensionFile {
  readonly key: string;
  readonly text: string;
}

/** A file for each dimension: everybody whom the sales name. */
export function dimensionFiles({ stores, persons, customers }: Company, products = 60): readonly DimensionFile[] {
  return [
    file(
      "customers",
      "customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date",
      customers,
      (id) => [
        id,
        `First${id}`,
        `Last${id}`,
        `${id} High Street`,
        110_000 + (id % 900),
        9_000_000_000 + id,
        "2020-01-01",
      ],
    ),
    file("stores", "id,address,store_pincode,store_manager_name,store_opening_date,reviews", stores, (id) => [
      id,
      `Market ${id}`,
      110_001,
      `Manager ${id}`,
      "2019-01-01",
      "good",
    ]),
    file("sales_team", "id,first_name,last_name,manager_id,is_manager,address,pincode,joining_date", persons, (id) => [
      id,
      `Seller${id}`,
      `Name${id}`,
      1,
      id % 15 === 1 ? "Y" : "N",
      "Delhi",
      110_001,
      "2021-01-01",
    ]),
    file("products", "id,name,current_price,old_price,created_date,updated_date,expiry_date", products, (id) => [
      id,
      `product ${id - 1}`,
      "10.00",
      "9.00",
      "2020-01-01",
      "2020-01-01",
      "2030-01-01",
    ]),
  ];
}

function file(
  feed: string,
  header: string,
  rows: number,
  row: (id: number) => readonly (string | number)[],
): DimensionFile {
  const lines = Array.from({ length: rows }, (_, index) => row(index + 1).join(","));
  return { key: `raw/${feed}/${feed}.csv`, text: `${[header, ...lines].join("\n")}\n` };
}
