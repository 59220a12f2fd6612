/** Colours in a drawing stand for variables of the page: these values are put in, and replaced when it is drawn. */
export const INK = { text: "#010101", muted: "#020202", line: "#030303" } as const;

/** For things of a kind, in this order. Eight that people with any colour vision tell apart (after Okabe and Ito), and one for the rest. */
export const SERIES = ["#0a0101", "#0a0202", "#0a0303", "#0a0404", "#0a0505", "#0a0606", "#0a0707", "#0a0808"] as const;
export const REST = "#0a0909";
export const BAD = "#0a0a0a";

const VARIABLES: Readonly<Record<string, string>> = {
  [INK.text]: "--text",
  [INK.muted]: "--muted",
  [INK.line]: "--line",
  ...Object.fromEntries(SERIES.map((color, position) => [color, `--series-${position + 1}`])),
  [REST]: "--rest",
  [BAD]: "--bad",
};

/** The drawing with the page's variables for its colours. */
export function themed(svg: string): string {
  return svg.replaceAll(/#0[0-9a]0[0-9a]0[0-9a]/g, (color) => {
    const variable = VARIABLES[color];
    return variable === undefined ? color : `var(${variable})`;
  });
}

const LIGHT = {
  background: "#ffffff",
  panel: "#f6f7f9",
  text: "#1b1f24",
  muted: "#57606a",
  line: "#d5dae0",
  link: "#0550ae",
  good: "#1a7f37",
  bad: "#b3261e",
  warn: "#8a5a00",
  rest: "#8c959f",
  series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a6a00", "#3a8fc4", "#8a3ffc", "#5c5f66"],
} as const;

const DARK = {
  background: "#0e1116",
  panel: "#181c23",
  text: "#e6e9ee",
  muted: "#9aa4b1",
  line: "#333b46",
  link: "#79b8ff",
  good: "#57c878",
  bad: "#ff7b72",
  warn: "#e0b252",
  rest: "#7d8794",
  series: ["#56b4e9", "#e69f00", "#2dc79b", "#e8a3c9", "#f0e442", "#8fd0ff", "#be95ff", "#b9c0ca"],
} as const;

/** Light by default and on paper, dark where the reader's system is. */
export const COLORS = `:root{color-scheme:light;${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(DARK)}}}`;

function variables({ series, ...single }: typeof LIGHT | typeof DARK): string {
  return [
    ...Object.entries(single).map(([name, value]) => `--${name}:${value}`),
    ...series.map((value, position) => `--series-${position + 1}:${value}`),
  ].join(";");
}
