import { byId, type DimensionRows } from "./dimensions.ts";
import type { Sale } from "./sale.ts";

/** For each sale the dimensions that do not know what it refers to, as `unknown_reference:<dimension>`. */
export function unknownReferenceFinder(dimensions: DimensionRows): (sale: Sale) => readonly string[] {
  const customers = byId(dimensions.customers, "customer_id");
  const stores = byId(dimensions.stores, "id");
  const team = byId(dimensions.salesTeam, "id");
  return ({ customerId, storeId, personId }) => [
    ...(customers.has(customerId) ? [] : ["unknown_reference:customer"]),
    ...(stores.has(storeId) ? [] : ["unknown_reference:store"]),
    ...(team.has(personId) ? [] : ["unknown_reference:sales_person"]),
  ];
}
