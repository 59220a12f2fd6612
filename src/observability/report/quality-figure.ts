import { countText, shareText, timeText } from "./amounts.ts";
import { amountAxis, chart, nameAxis, WITH_LABELS } from "./chart.ts";
import { figure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import type { QualityPoint } from "./run-page.ts";
import { BAD } from "./theme.ts";

const TITLE = "Rejected rows of the last batches";

/** Which share of the rows each of the last batches rejected, the newest at the right. */
export function qualityFigure(trend: readonly QualityPoint[]): Html {
  const last = trend.at(-1);
  if (last === undefined) return html`<p>No batch has read rows yet.</p>`;
  const drawing = chart(TITLE, { height: 220 }, ({ isNarrow }) => ({
    grid: { left: 8, right: 16, top: 16, bottom: 8, ...WITH_LABELS },
    xAxis: nameAxis(trend.map(({ at }) => (isNarrow ? at.slice(5, 10) : at.slice(5, 16).replace("T", " ")))),
    yAxis: { ...amountAxis((share) => `${Number(share.toPrecision(3))} %`, 3), min: 0 },
    series: [
      {
        type: "bar",
        data: trend.map(({ read, rejected }) => (read === 0 ? 0 : (100 * rejected) / read)),
        itemStyle: { color: BAD },
        barMaxWidth: 32,
        barMinHeight: 1,
        silent: true,
      },
    ],
  }));
  const read = trend.reduce((sum, point) => sum + point.read, 0);
  const rejected = trend.reduce((sum, point) => sum + point.rejected, 0);
  const says = `${shareText(last.rejected, last.read)} of ${countText(last.read)} rows were rejected in the newest batch shown, ${shareText(rejected, read)} in all ${trend.length}.`;
  return figure(TITLE, says, drawing, {
    columns: ["batch", "at", "rows", "rejected", "share"],
    numeric: [false, false, true, true, true],
    rows: trend
      .toReversed()
      .map((point) => [
        point.batchId,
        timeText(point.at),
        countText(point.read),
        countText(point.rejected),
        shareText(point.rejected, point.read),
      ]),
  });
}
