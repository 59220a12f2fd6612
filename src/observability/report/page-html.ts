import { countText, secondsText, shareText, timeText } from "./amounts.ts";
import { changesSection } from "./changes-section.ts";
import { documentOf } from "./document.ts";
import { tableOf } from "./figure.ts";
import { filesSection, rejectionsSection } from "./files-section.ts";
import { type Html, html } from "./html.ts";
import { linkOf } from "./link.ts";
import { monthsFigure } from "./months-figure.ts";
import { qualityFigure } from "./quality-figure.ts";
import { rankingFigure } from "./ranking-figure.ts";
import type { PageView, RunPage } from "./run-page.ts";
import { timelineFigure } from "./timeline-figure.ts";

/** The page of a run, whole in one file. */
export function pageHtml(page: RunPage): string {
  const sections: readonly (readonly [title: string, body: Html])[] = [
    ...page.views.map((view) => [view.title, viewFigure(view)] as const),
    ["What moved", changesSection(page)],
    ["What came in", filesSection(page)],
    ["Rejected rows", rejectionsSection(page)],
    ["Data quality", qualityFigure(page.trend)],
    ["How long it took", timelineFigure(page.steps)],
    ["What it changed", changedSection(page)],
  ];
  return documentOf(
    `Run ${page.runId}`,
    html`<header><p class="muted">sales-pipeline · s3://${page.bucket}</p>
<h1>Run ${page.runId}</h1>
<p><span class="status ${page.status}">${page.status.replace("_", " ")}</span> · ${page.command} · ${timeText(page.startedAt)}${page.durationMs === undefined ? "" : ` · ${secondsText(page.durationMs)}`}</p>
${page.error === undefined ? undefined : html`<p class="alert" role="alert">${page.error}</p>`}
${tiles(page)}${warnings(page)}</header>
<main>${sections.map(([title, body]) => html`<section><h2>${title}</h2>${body}</section>\n`)}</main>
<footer>Made by sales-pipeline from the ledger. Amounts are exact; charts round. Times are UTC.</footer>`,
  );
}

function viewFigure(view: PageView): Html {
  if (view.kind === "months") return monthsFigure(view);
  return view.rows.length === 0 ? html`<p>No sales count yet.</p>` : rankingFigure(view);
}

function tiles({ files, rows, changes, marts }: RunPage): Html {
  const refused = files.filter(({ became }) => became === "Invalid" || became === "Failed").length;
  const changed = marts.reduce((sum, mart) => sum + mart.changed, 0);
  return html`<dl class="tiles">
<div><dt>Files</dt><dd>${countText(files.length)}</dd></div>
<div class="${refused > 0 ? "bad" : "good"}"><dt>Refused</dt><dd>${countText(refused)}</dd></div>
<div><dt>Rows accepted</dt><dd>${countText(rows.accepted)}</dd></div>
<div class="${rows.rejected > 0 ? "bad" : "good"}"><dt>Rows rejected</dt><dd>${countText(rows.rejected)} <span class="note">${shareText(rows.rejected, rows.read)}</span></dd></div>
<div><dt>Mart rows changed</dt><dd>${countText(changed)}</dd></div>
<div><dt>Watched values moved</dt><dd>${countText(changes.moved)}</dd></div>
</dl>`;
}

function warnings({ warnings: found }: RunPage): Html | undefined {
  const entries = Object.entries(found);
  if (entries.length === 0) return undefined;
  return html`<h2>Warnings</h2><ul>${entries.map(([warning, amount]) => html`<li><span class="key">${warning}</span>: ${countText(amount)}</li>`)}</ul>`;
}

function changedSection({ marts, links, months }: RunPage): Html {
  return html`<p>Months computed anew: ${months.join(", ") || "none"}.</p>
${
  marts.length === 0
    ? undefined
    : tableOf("Marts", {
        columns: ["mart", "rows", "changed"],
        numeric: [false, true, true],
        rows: marts.map(({ name, rows, changed }) => [name, countText(rows), countText(changed)]),
      })
}
${links.length === 0 ? undefined : html`<h3>Objects</h3><ul>${links.map((link) => html`<li>${linkOf(link)}</li>`)}</ul>`}`;
}
