import { byId, type DimensionRows, fullName } from "./dimensions.ts";
import { type MartRow, sorted } from "./mart-row.ts";
import { formatMoney } from "./money.ts";
import type { Sale } from "./sale.ts";

export function customersMart(sales: readonly Sale[], dimensions: DimensionRows): readonly MartRow[] {
  const known = byId(dimensions.customers, "customer_id");
  const groups = Map.groupBy(sales, ({ customerId, date }) => `${customerId} ${date.slice(0, 7)}`);
  const rows = [...groups].map(([group, own]): MartRow => {
    const [id = "", month = ""] = group.split(" ");
    const customer = known.get(Number(id));
    const dates = own.map(({ date }) => date).sort();
    return {
      customer_id: id,
      sales_month: month,
      full_name: fullName(customer),
      address: customer?.["address"] ?? null,
      phone_number: customer?.["phone_number"] ?? null,
      total_purchases: String(own.length),
      total_quantity: String(own.reduce((sum, { quantity }) => sum + quantity, 0)),
      total_sales: formatMoney(own.reduce((sum, { total }) => sum + total, 0n)),
      first_purchase_date: dates.at(0) ?? null,
      last_purchase_date: dates.at(-1) ?? null,
    };
  });
  return sorted("customers_data_mart", rows);
}
