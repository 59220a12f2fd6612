import { COLORS } from "./theme.ts";

/** The page's own looks: it loads nothing. */
export const STYLE = `${COLORS}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--background);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:944px;margin:0 auto;padding:0 16px}
header{padding-top:32px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:40px 0 8px;padding-top:16px;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:24px 0 4px}
p{margin:8px 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.muted,figcaption,caption,footer{color:var(--muted)}
.status{font-weight:600}
.status.processed{color:var(--good)}.status.failed,.status.died,.status.interrupted{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:20px 0 0;padding:0}
.tiles div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.tiles dt{color:var(--muted);font-size:.85rem}
.tiles dd{margin:0;font-size:1.45rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.tiles .note{font-size:.8rem;font-weight:400;color:var(--muted)}
.tiles .bad dd{color:var(--bad)}
.alert{border-left:4px solid var(--bad);background:var(--panel);padding:10px 14px;overflow-wrap:anywhere}
figure{margin:12px 0 0}
.chart svg{display:block;width:100%;height:auto}
.chart.narrow{display:none}
@media screen and (max-width:640px){.chart.wide{display:none}.chart.narrow{display:block}h1{font-size:1.3rem}.tiles{grid-template-columns:1fr 1fr}}
.scroll{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;font-size:.875rem;min-width:100%}
caption{text-align:left;padding:4px 0;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:6px 16px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
td.text:last-child{min-width:12em;max-width:28em;overflow-wrap:anywhere}
tbody th{min-width:8em;max-width:22em;overflow-wrap:anywhere}
tbody th .key{display:inline-block;min-width:15em}
thead th{color:var(--muted);font-weight:600;white-space:nowrap}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.key{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.8125rem;overflow-wrap:anywhere}
.became{display:inline-block;border:1px solid currentColor;border-radius:999px;padding:0 8px;font-size:.75rem;white-space:nowrap}
.became.Processed{color:var(--good)}.became.Invalid,.became.Failed{color:var(--bad)}.became.Duplicate,.became.Superseded,.became.Pending{color:var(--warn)}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:8px 10px;margin:4px 0;font-size:.8125rem;white-space:pre-wrap;overflow-wrap:anywhere}
details{margin:8px 0}summary{cursor:pointer;color:var(--link)}
.gain{color:var(--good)}.loss{color:var(--bad)}
footer{padding:32px 16px 48px;font-size:.85rem}
@media print{body{font-size:11pt}main,header,footer{max-width:none;padding:0}h2{break-after:avoid}figure,tr{break-inside:avoid}summary{display:none}details::details-content{content-visibility:visible;display:block;height:auto}.scroll{overflow:visible}a{color:inherit;text-decoration:none}}`;
