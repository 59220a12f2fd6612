import type { PageView } from "../../observability/report/index.ts";
import type { ViewRows } from "../../warehouse/index.ts";

/** The rows of a view as a page shows them. */
export function pageView(found: ViewRows, touched: readonly string[]): PageView {
  if ("months" in found) return monthsView(found, touched);
  const { view, month, rows } = found;
  const also = view.kind === "best" ? [view.within, ...view.also] : [];
  return {
    kind: "ranking",
    title: month === undefined ? view.title : `${view.title}, ${month}`,
    says: view.says,
    columns: [view.of, view.amount, ...also].map((column) => column.replaceAll("_", " ")),
    rows: rows.map(({ of, name, amount, also: cells }) => ({
      name: name === null ? of : `${name} (${of})`,
      amount,
      cells,
    })),
  };
}

function monthsView(
  { view, months, amounts }: Extract<ViewRows, { readonly months: readonly string[] }>,
  touched: readonly string[],
): PageView {
  const byPart = Map.groupBy(amounts, ({ part }) => part);
  const parts = [...byPart].map(([part, ofPart]) => {
    const byMonth = new Map(ofPart.map(({ month, amount }) => [month, amount]));
    return { name: `${view.part} ${part}`, amounts: months.map((month) => byMonth.get(month) ?? "0.00") };
  });
  const newest = (part: (typeof parts)[number]) => Number(part.amounts.at(-1) ?? 0);
  return {
    kind: "months",
    title: view.title,
    months,
    touched: months.filter((month) => touched.includes(month)),
    parts: parts.toSorted((a, b) => newest(b) - newest(a) || (a.name < b.name ? -1 : 1)),
  };
}
