import { byId, type DimensionRows, fullName } from "./dimensions.ts";
import { type MartRow, sorted } from "./mart-row.ts";
import { formatMoney, onePercent } from "./money.ts";
import type { Sale } from "./sale.ts";

/** Everyone at rank 1 is a best performer and gets 1 % of their own total. */
export function salesTeamMart(sales: readonly Sale[], dimensions: DimensionRows): readonly MartRow[] {
  const team = byId(dimensions.salesTeam, "id");
  const groups = Map.groupBy(sales, ({ storeId, date }) => `${storeId} ${date.slice(0, 7)}`);
  const rows = [...groups].flatMap(([group, own]) => {
    const [storeId = "", month = ""] = group.split(" ");
    const totals = [...Map.groupBy(own, ({ personId }) => personId)].map(([personId, theirs]) => ({
      personId,
      total: theirs.reduce((sum, { total }) => sum + total, 0n),
    }));
    return totals.map(({ personId, total }): MartRow => {
      const rank = 1 + totals.filter((other) => other.total > total).length;
      return {
        store_id: storeId,
        sales_month: month,
        sales_person_id: String(personId),
        full_name: fullName(team.get(personId)),
        total_sales: formatMoney(total),
        sales_rank: String(rank),
        incentive: formatMoney(rank === 1 ? onePercent(total) : 0n),
      };
    });
  });
  return sorted("sales_team_data_mart", rows);
}
