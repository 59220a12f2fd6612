import { type Html, html } from "./html.ts";
import type { PageLink } from "./run-page.ts";

/** A link where a browser can follow it: to nothing but the web. */
export function linkOf({ text, href }: PageLink): Html {
  if (href === undefined || !/^https?:\/\//.test(href)) return html`<span class="key">${text}</span>`;
  return html`<a class="key" rel="noreferrer noopener" href="${href}">${text}</a>`;
}
