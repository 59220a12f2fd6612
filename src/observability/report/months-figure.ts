import { moneyText } from "./amounts.ts";
import { amountAxis, chart, nameAxis, shortAmount, shortened, WITH_LABELS } from "./chart.ts";
import { figure } from "./figure.ts";
import type { Html } from "./html.ts";
import { sumOf } from "./money.ts";
import type { MonthsView } from "./run-page.ts";
import { INK, REST, SERIES } from "./theme.ts";

/** An amount by month, in parts that are stacked: the largest by themselves, the others together. */
export function monthsFigure({ title, months, touched, parts }: MonthsView): Html {
  const totals = months.map((_, at) => sumOf(parts.map(({ amounts }) => amounts[at] ?? "0")));
  const shown = parts.slice(0, SERIES.length);
  const others = parts.slice(SERIES.length);
  const series = [
    ...shown.map(({ name, amounts }, at) => ({ name, color: SERIES[at] ?? REST, amounts: amounts.map(Number) })),
    ...(others.length === 0
      ? []
      : [
          {
            name: `${others.length} others`,
            color: REST,
            amounts: months.map((_, at) => others.reduce((sum, { amounts }) => sum + Number(amounts[at] ?? 0), 0)),
          },
        ]),
  ];
  const legendRows = (perRow: number) => Math.ceil(series.length / perRow);
  const drawing = chart(title, { height: 300, narrowHeight: 280 + 22 * legendRows(3) }, ({ isNarrow }) => ({
    grid: { left: 8, right: 8, top: 16, bottom: isNarrow ? 12 + 22 * legendRows(3) : 40, ...WITH_LABELS },
    legend: {
      bottom: 0,
      icon: "roundRect",
      itemWidth: 12,
      itemGap: 22,
      itemHeight: 12,
      textStyle: { color: INK.text },
      data: series.map(({ name }) => name),
      formatter: (name: string) => shortened(name, isNarrow ? 10 : 18),
    },
    xAxis: nameAxis(months.map((month) => (touched.includes(month) ? `${month} *` : month))),
    yAxis: amountAxis(shortAmount),
    series: series.map(({ name, color, amounts }) => ({
      type: "bar",
      stack: "all",
      name,
      data: amounts,
      itemStyle: { color },
      barMaxWidth: 56,
      silent: true,
    })),
  }));
  return figure(title, sentence(months, totals, touched), drawing, {
    columns: ["", ...months, "change"],
    numeric: [false, ...months.map(() => true), true],
    rows: [
      ["all", ...totals.map(moneyText), changeText(totals)],
      ...parts.map(({ name, amounts }) => [name, ...amounts.map(moneyText), changeText(amounts)]),
    ],
  });
}

function sentence(months: readonly string[], totals: readonly string[], touched: readonly string[]): string {
  const last = months.at(-1);
  if (last === undefined) return "No sales count yet.";
  const before = months.at(-2);
  const change = before === undefined ? "" : `, ${changeText(totals)} against ${before}`;
  const star = touched.length === 0 ? "" : " Months with * were computed anew by this run.";
  return `${moneyText(totals.at(-1) ?? "0")} in ${last}${change}.${star}`;
}

/** How the last amount differs from the one before it. */
function changeText(amounts: readonly string[]): string {
  const [before, after] = [Number(amounts.at(-2) ?? 0), Number(amounts.at(-1) ?? 0)];
  if (before === 0) return "";
  const percent = (100 * (after - before)) / Math.abs(before);
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
}
