import { listPages, putText, REPORTS_PREFIX } from "../../lake/index.ts";
import { latestRuns, runReport } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { gatherPage, type PageSources } from "./gather-page.ts";
import { summaryFacts } from "./summary-facts.ts";

const INDEX_KEY = `${REPORTS_PREFIX}index.html`;
const CONTENT_TYPE = "text/html; charset=utf-8";
/** In the index. */
const MOST_RUNS = 200;

/** Loaded where a page is drawn: its charts are a third of all modules, and most runs draw none. */
const renderer = () => import("../../observability/report/index.ts");

/** Makes the page of a run. Undefined if the ledger tells nothing of it. */
export async function makePage(sources: PageSources, runId: string): Promise<string | undefined> {
  const report = await runReport(sources.warehouse, { runId });
  if (report === undefined) return undefined;
  const { pageHtml } = await renderer();
  return pageHtml(await gatherPage(sources, report));
}

/** Puts the page of a run and the index of all below `reports/`. Returns the page's key. Can be repeated. */
export async function publishPage(sources: PageSources, runId: string): Promise<string | undefined> {
  const page = await makePage(sources, runId);
  if (page === undefined) return undefined;
  const key = `${REPORTS_PREFIX}${runId}.html`;
  await putText(sources.lake, key, page, { contentType: CONTENT_TYPE, signal: sources.signal });
  await publishIndex(sources);
  return key;
}

async function publishIndex({ warehouse, lake, signal }: PageSources): Promise<void> {
  const published = new Set<string>();
  for await (const page of listPages(lake, REPORTS_PREFIX, signal)) for (const { key } of page) published.add(key);
  const runs = (await latestRuns(warehouse, MOST_RUNS)).map(({ runId, command, status, startedAt, summary }) => {
    const name = `${runId}.html`;
    const isPublished = published.has(`${REPORTS_PREFIX}${name}`);
    return { runId, command, status, startedAt, ...summaryFacts(summary), page: isPublished ? name : undefined };
  });
  const { indexHtml } = await renderer();
  await putText(lake, INDEX_KEY, indexHtml(lake.bucket, runs), { contentType: CONTENT_TYPE, signal });
}

/** With the setting for it, at the end of a run. What goes wrong here does not fail a run, which has done its work. */
export async function publishAfterRun(run: RunContext): Promise<void> {
  if (!run.settings.report.publish || run.signal.aborted) return;
  try {
    const key = await publishPage(run, run.runId);
    if (key !== undefined) run.log.info({ key }, `published the page of the run as ${key}`);
  } catch (error) {
    run.log.warn(
      { err: error },
      "the page of this run could not be published: `sales-pipeline report --publish` tries again",
    );
  }
}
