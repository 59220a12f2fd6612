import { secondsText, shareText } from "./amounts.ts";
import { amountAxis, chart, nameAxis, roomFor } from "./chart.ts";
import { figure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import type { PageStep } from "./run-page.ts";
import { BAD, INK, REST, SERIES } from "./theme.ts";

const TITLE = "The steps of the run";
const ROW_HEIGHT = 24;

/** When each step ran, and the part of it in which Spark was at work. */
export function timelineFigure(steps: readonly PageStep[]): Html {
  if (steps.length === 0) return html`<p>The steps of this run were not kept.</p>`;
  const bars = [
    { name: "before it", color: "transparent", ms: steps.map(({ offsetMs }) => offsetMs) },
    { name: "Spark", color: SERIES[0], ms: steps.map(({ outcome, sparkMs }) => (outcome === "done" ? sparkMs : 0)) },
    {
      name: "driver, S3, MySQL",
      color: REST,
      ms: steps.map(({ outcome, durationMs, sparkMs }) => (outcome === "done" ? Math.max(0, durationMs - sparkMs) : 0)),
    },
    { name: "failed", color: BAD, ms: steps.map(({ outcome, durationMs }) => (outcome === "failed" ? durationMs : 0)) },
  ];
  const legend = bars.slice(1).filter(({ ms }) => ms.some((part) => part > 0));
  const drawing = chart(TITLE, { height: 70 + ROW_HEIGHT * steps.length }, ({ isNarrow }) => ({
    grid: { left: roomFor(steps.map(({ step }) => step)), right: 24, top: 28, bottom: 28 },
    legend: {
      top: 0,
      left: 0,
      icon: "roundRect",
      itemWidth: 12,
      itemGap: 22,
      itemHeight: 12,
      data: legend.map(({ name }) => name),
      textStyle: { color: INK.text },
    },
    yAxis: { ...nameAxis(steps.map(({ step }) => step)), inverse: true },
    xAxis: amountAxis((ms) => `${Number((ms / 1000).toFixed(1))} s`, isNarrow ? 2 : 6),
    series: bars.map(({ name, color, ms }) => ({
      type: "bar",
      stack: "time",
      name,
      data: ms,
      itemStyle: { color },
      barMaxWidth: 14,
      silent: true,
    })),
  }));
  const all = steps.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const spark = steps.reduce((sum, { sparkMs }) => sum + sparkMs, 0);
  return figure(TITLE, `Spark was at work in ${shareText(spark, all)} of ${secondsText(all)}.`, drawing, {
    columns: ["step", "took", "of that Spark", "began after", "what it did"],
    numeric: [false, true, true, true, false],
    rows: steps.map(({ step, outcome, offsetMs, durationMs, sparkMs, did }) => [
      outcome === "done" ? step : `${step} (failed)`,
      secondsText(durationMs),
      sparkMs === 0 ? "" : secondsText(sparkMs),
      secondsText(offsetMs),
      did,
    ]),
  });
}
