import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { Html, html } from "./html.ts";
import { INK, themed } from "./theme.ts";

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

/** What a chart is drawn for: a screen, and a phone. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly isNarrow: boolean;
}

const WIDE = 880;
const NARROW = 340;

/**
 * A chart as SVG, drawn here: once for screens and once for phones, of which a page shows one. Its colours are the page's own, so that it is
 * readable in the dark and on paper.
 */
export function chart(
  title: string,
  { height, narrowHeight = height }: { readonly height: number; readonly narrowHeight?: number },
  option: (canvas: Canvas) => EChartsCoreOption,
): Html {
  const wide = draw({ width: WIDE, height, isNarrow: false }, option);
  const narrow = draw({ width: NARROW, height: narrowHeight, isNarrow: true }, option);
  const svg = (drawn: string, size: string) =>
    html`<div class="chart ${size}" role="img" aria-label="${title}">${new Html(drawn)}</div>`;
  return html`${svg(wide, "wide")}${svg(narrow, "narrow")}`;
}

function draw(canvas: Canvas, option: (canvas: Canvas) => EChartsCoreOption): string {
  const { width, height } = canvas;
  const drawing = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    drawing.setOption({ animation: false, textStyle: TEXT, ...option(canvas) });
    return themed(drawing.renderToSVGString());
  } finally {
    drawing.dispose();
  }
}

const TEXT = { fontFamily: "system-ui, sans-serif", fontSize: 12, color: INK.text };

/** The axes with their labels lie within the margins. */
export const WITH_LABELS = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" } as const;

/** An axis of names. */
export function nameAxis(names: readonly string[]) {
  return {
    type: "category" as const,
    data: [...names],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: INK.line } },
    axisLabel: { color: INK.text, hideOverlap: true },
  };
}

/** An axis of amounts. */
export function amountAxis(formatter: (amount: number) => string, splitNumber = 4) {
  return {
    type: "value" as const,
    splitNumber,
    axisLabel: { color: INK.muted, formatter, hideOverlap: true },
    splitLine: { lineStyle: { color: INK.line } },
  };
}

/** How much room the names of an axis at the left need: they cannot be measured here, so it is the most that they can take. */
export function roomFor(names: readonly string[]): number {
  return 12 + Math.max(0, ...names.map((name) => [...name].length)) * 7;
}

export function shortAmount(amount: number): string {
  const size = Math.abs(amount);
  if (size >= 1e9) return `${trimmed(amount / 1e9)} bn`;
  if (size >= 1e6) return `${trimmed(amount / 1e6)} m`;
  return size >= 1e3 ? `${trimmed(amount / 1e3)} k` : trimmed(amount);
}

function trimmed(amount: number): string {
  return String(Number(amount.toFixed(1)));
}

/** Names on an axis have this much room. */
export function shortened(name: string, characters: number): string {
  const all = [...name];
  return all.length <= characters ? name : `${all.slice(0, characters - 1).join("")}…`;
}
