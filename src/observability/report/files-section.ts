import { bytesText, countText, moneyText } from "./amounts.ts";
import { firstOf, tableOf } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { linkOf } from "./link.ts";
import type { PageFile, PageRejection, RunPage } from "./run-page.ts";

const MOST_FILES = 200;

/** What came in: all files, those that need attention first. */
export function filesSection({ files }: RunPage): Html {
  if (files.length === 0) return html`<p>The run dealt with no file.</p>`;
  const special = files.filter(({ became }) => became !== "Processed");
  const processed = files.filter(({ became }) => became === "Processed");
  const counts = [...Map.groupBy(files, ({ became }) => became)].map(([became, of]) => `${of.length} ${became}`);
  return html`<p>${counts.join(", ")}.</p>
${special.length === 0 ? undefined : filesTable("Files that do not count", special)}
${processed.length === 0 ? undefined : html`<details><summary>${countText(processed.length)} processed files</summary>${filesTable("Processed files", processed)}</details>`}`;
}

function filesTable(title: string, files: readonly PageFile[]): Html {
  const { first, rest } = firstOf(files, MOST_FILES);
  const rows = first.map((file) => [
    file.link === undefined ? html`<span class="key">${file.key}</span>` : linkOf({ ...file.link, text: file.key }),
    html`<span class="became ${file.became}">${file.became}</span>`,
    countText(file.rowsRead),
    countText(file.rowsAccepted),
    countText(file.rowsRejected),
    bytesText(file.sizeBytes),
    file.reason,
  ]);
  return html`${tableOf(title, {
    columns: ["file", "became", "rows", "accepted", "rejected", "size", "why"],
    numeric: [false, false, true, true, true, true, false],
    rows,
  })}
${rest === 0 ? undefined : html`<p class="muted">… and ${countText(rest)} more: sales-pipeline report lists them.</p>`}`;
}

/** Which rows do not count, and why, with the first of each reason. */
export function rejectionsSection({ rejections, rejectedRows }: RunPage): Html {
  if (rejections.length === 0) return html`<p>No row was rejected.</p>`;
  return html`${tableOf("Reasons of rejected rows", {
    columns: ["feed", "reason", "rows", "money"],
    numeric: [false, false, true, true],
    rows: rejections.map(({ feed, code, rows, money }) => [
      feed,
      code,
      countText(rows),
      money === null ? "" : moneyText(money),
    ]),
  })}
<details><summary>The first rows of each reason</summary>${rejections.map(examples)}</details>
${rejectedRows.length === 0 ? undefined : html`<p>All of them: ${rejectedRows.map((link) => html`${linkOf(link)} `)}</p>`}`;
}

function examples({ feed, code, examples: rows }: PageRejection): Html {
  return html`<h3>${code} in ${feed}</h3>${rows.map((row) => html`<pre>${row}</pre>`)}`;
}
