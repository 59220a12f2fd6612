import { moneyText } from "./amounts.ts";
import { amountAxis, chart, nameAxis, roomFor, shortAmount, shortened } from "./chart.ts";
import { figure } from "./figure.ts";
import type { Html } from "./html.ts";
import type { RankingView } from "./run-page.ts";
import { SERIES } from "./theme.ts";

const ROW_HEIGHT = 26;
/** More bars than this are a table, not a picture. */
const MOST_BARS = 20;

/** Who has the highest amounts, as bars from the top. */
export function rankingFigure({ title, says, columns, rows }: RankingView): Html {
  const shown = rows.slice(0, MOST_BARS);
  const drawing = chart(title, { height: 50 + ROW_HEIGHT * shown.length }, ({ isNarrow }) => {
    const names = shown.map(({ name }) => shortened(name, isNarrow ? 18 : 36));
    return {
      grid: { left: roomFor(names), right: 24, top: 4, bottom: 28 },
      yAxis: { ...nameAxis(names), inverse: true },
      xAxis: amountAxis(shortAmount, isNarrow ? 2 : 4),
      series: [
        {
          type: "bar",
          data: shown.map(({ amount }) => Number(amount)),
          itemStyle: { color: SERIES[0] },
          barMaxWidth: 16,
          silent: true,
        },
      ],
    };
  });
  return figure(title, says, drawing, {
    columns,
    numeric: columns.map((_, at) => at > 0),
    rows: rows.map(({ name, amount, cells }) => [name, moneyText(amount), ...cells]),
  });
}
