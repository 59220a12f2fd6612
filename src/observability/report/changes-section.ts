import { countText, moneyText } from "./amounts.ts";
import { tableOf } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { sumOf } from "./money.ts";
import type { RunPage } from "./run-page.ts";

/** Who gained and who lost in months that had been computed before, and because of which files. */
export function changesSection({ changes: { moved, shown, causes } }: RunPage): Html {
  if (moved === 0) return html`<p>Nothing moved in months that had been computed before.</p>`;
  const months = new Set(shown.map(({ month }) => month));
  const because = causes.filter(({ month }) => months.has(month));
  return html`<p>${countText(moved)} moved.</p>
${tableOf("What moved", {
  columns: ["whose", "month", "what", "before", "after", "change"],
  numeric: [false, false, false, true, true, true],
  rows: shown.map(({ whose, month, column, before, after }) => [
    whose,
    month,
    column,
    moneyText(before),
    moneyText(after),
    difference(before, after),
  ]),
})}
${moved > shown.length ? html`<p class="muted">… and ${countText(moved - shown.length)} more.</p>` : undefined}
${because.length === 0 ? undefined : html`<h3>Because of these files</h3><ul>${because.map(({ month, files }) => html`<li>${month}: ${files.map((file, at) => html`${at === 0 ? "" : ", "}<span class="key">${file}</span>`)}</li>`)}</ul>`}`;
}

function difference(before: string, after: string): Html {
  const change = sumOf([after, before.startsWith("-") ? before.slice(1) : `-${before}`]);
  return change.startsWith("-")
    ? html`<span class="loss">−${moneyText(change.slice(1))}</span>`
    : html`<span class="gain">+${moneyText(change)}</span>`;
}
