export { indexHtml } from "./index-html.ts";
export { pageHtml } from "./page-html.ts";
export type { PageFile, PageLink, PageRejection, PageView, RunPage } from "./run-page.ts";
