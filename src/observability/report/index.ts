export { type IndexedRun, indexHtml } from "./index-html.ts";
export { pageHtml } from "./page-html.ts";
export type {
  MonthsView,
  PageFile,
  PageLink,
  PageRejection,
  PageView,
  QualityPoint,
  RankingView,
  RunPage,
} from "./run-page.ts";
