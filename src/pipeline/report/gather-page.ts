import type { Settings } from "../../config/index.ts";
import type { Job } from "../../job/index.ts";
import { partitionedMarts } from "../../job/index.ts";
import { errorRowsPrefix, type Lake, manifestKey } from "../../lake/index.ts";
import type { PageFile, PageRejection, RunPage } from "../../observability/report/index.ts";
import { excerpt } from "../../text/index.ts";
import {
  qualityTrend,
  type ReportedBatch,
  type ReportedFile,
  type RunReport,
  rowsOfView,
  type Warehouse,
} from "../../warehouse/index.ts";
import { firstRejectedRows } from "./first-rejected-rows.ts";
import { objectLink } from "./object-link.ts";
import { pageView } from "./page-views.ts";
import { summaryFacts } from "./summary-facts.ts";

export interface PageSources {
  readonly warehouse: Warehouse;
  readonly lake: Lake;
  readonly job: Job;
  readonly settings: Pick<Settings, "s3">;
  readonly signal: AbortSignal;
}

const MOST_EXAMPLE_CHARACTERS = 400;
const TREND = 30;

/** All that the page of a run shows, from the ledger, the marts as they are now, and the run's rejected rows. */
export async function gatherPage(sources: PageSources, report: RunReport): Promise<RunPage> {
  const { warehouse, lake, job, settings } = sources;
  const { runId, run, steps, batches, files } = report;
  const committed = batches.filter(({ committedAt }) => committedAt !== null);
  const months = [...new Set(committed.flatMap((batch) => batch.months))].toSorted();
  const facts = summaryFacts(run?.summary ?? null);
  const startedAt = run?.startedAt ?? batches[0]?.openedAt ?? files[0]?.createdAt ?? "";
  const rejections = await Promise.all(committed.map((batch) => pageRejections(sources, batch)));
  const rejecting = committed.filter((batch) => batch.rejections.length > 0);
  return {
    runId,
    command: run?.command ?? "run",
    status: run?.status ?? (committed.length > 0 ? "processed" : "unknown"),
    startedAt,
    durationMs: facts.durationMs,
    error: facts.error,
    bucket: lake.bucket,
    rows: {
      read: sumOf(committed, ({ rowsRead }) => rowsRead),
      accepted: sumOf(committed, ({ rowsAccepted }) => rowsAccepted),
      rejected: sumOf(committed, ({ rowsRejected }) => rowsRejected),
    },
    months,
    marts: committed.flatMap(({ marts }) => Object.entries(marts).map(([name, counts]) => ({ name, ...counts }))),
    warnings: report.warnings,
    files: files.map((file) => pageFile(file, settings)),
    rejections: rejections.flat(),
    rejectedRows: rejecting.map(({ batchId }) => objectLink(settings, errorRowsPrefix(batchId))),
    views: await viewsOf(sources, months),
    changes: changesOf(committed),
    trend: (await qualityTrend(warehouse, committed.at(-1)?.batchId, TREND)).map(({ committedAt: at, ...rest }) => ({
      ...rest,
      at,
    })),
    steps: steps.map(({ startedAt: began, ...step }) => ({
      ...step,
      offsetMs: Math.max(0, Date.parse(began) - Date.parse(startedAt)),
    })),
    links: partitionedMarts(job).map(({ name }) => objectLink(settings, manifestKey(name))),
  };
}

async function viewsOf({ warehouse, job }: PageSources, months: readonly string[]): Promise<RunPage["views"]> {
  const views: RunPage["views"][number][] = [];
  for (const mart of job.marts) {
    for (const view of mart.report ?? []) {
      views.push(pageView(await rowsOfView(warehouse, mart, view, months.at(-1)), months));
    }
  }
  return views;
}

async function pageRejections(sources: PageSources, batch: ReportedBatch): Promise<readonly PageRejection[]> {
  if (batch.rejections.length === 0) return [];
  const first = await firstRejectedRows(sources, batch.batchId);
  return batch.rejections.map(({ feed, code, rows, money, example }) => {
    const examples = first.get(code) ?? [example];
    return { feed, code, rows, money, examples: examples.map((row) => excerpt(row, MOST_EXAMPLE_CHARACTERS)) };
  });
}

function pageFile(file: ReportedFile, settings: PageSources["settings"]): PageFile {
  const { objectKey, feed, became, sizeBytes, rowsRead, rowsAccepted, rowsRejected, reason, message, archivedKey } =
    file;
  const why = reason ?? (became === "Processed" ? "" : (message ?? ""));
  return {
    key: objectKey,
    feed,
    became,
    sizeBytes,
    rowsRead,
    rowsAccepted,
    rowsRejected,
    reason: why.replaceAll("\n", "; "),
    link: archivedKey === null ? undefined : objectLink(settings, archivedKey),
  };
}

function changesOf(batches: readonly ReportedBatch[]): RunPage["changes"] {
  const watched = batches.flatMap((batch) => batch.watched);
  const byMart = Map.groupBy(watched, ({ mart }) => mart);
  const byMonth = Map.groupBy(
    batches.flatMap(({ causes }) => causes),
    ({ month }) => month,
  );
  return {
    moved: [...byMart.values()].reduce((sum, [first]) => sum + (first?.moved ?? 0), 0),
    shown: watched.map(({ column, belongsTo, month, before, after }) => ({
      column,
      whose: belongsTo,
      month,
      before,
      after,
    })),
    causes: [...byMonth].map(([month, files]) => ({
      month,
      files: files.map(({ objectKey, became }) => (became === "Superseded" ? `without ${objectKey}` : objectKey)),
    })),
  };
}

function sumOf(batches: readonly ReportedBatch[], amount: (batch: ReportedBatch) => number | null): number {
  return batches.reduce((sum, batch) => sum + (amount(batch) ?? 0), 0);
}
