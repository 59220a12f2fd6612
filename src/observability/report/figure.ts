import { type Html, html } from "./html.ts";

export interface Table {
  readonly columns: readonly string[];
  /** Of each column: whether it holds amounts, which stand at the right. */
  readonly numeric: readonly boolean[];
  readonly rows: readonly (readonly (string | Html)[])[];
}

/** A table that scrolls by itself where the screen is narrow. */
export function tableOf(title: string, { columns, numeric, rows }: Table): Html {
  const style = (position: number) => (numeric[position] === true ? "number" : "text");
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<caption>${title}</caption>
<thead><tr>${columns.map((column, at) => html`<th scope="col" class="${style(at)}">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, at) => (at === 0 ? html`<th scope="row" class="${style(at)}">${cell}</th>` : html`<td class="${style(at)}">${cell}</td>`))}</tr>
`,
  )}</tbody></table></div>`;
}

/** A chart, what it says in a sentence, and the table behind it. */
export function figure(title: string, says: string, drawing: Html, table: Table): Html {
  return html`<figure><figcaption>${says}</figcaption>
${drawing}
<details><summary>Table: ${title}</summary>${tableOf(title, table)}</details></figure>`;
}

/** The first so many of a long list, with how many more there are. */
export function firstOf<Item>(
  items: readonly Item[],
  most: number,
): { readonly first: readonly Item[]; readonly rest: number } {
  return { first: items.slice(0, most), rest: Math.max(0, items.length - most) };
}
