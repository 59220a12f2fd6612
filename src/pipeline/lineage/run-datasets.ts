import {
  columnTypes,
  dimensionOf,
  feedsOf,
  isPartitioned,
  type Job,
  type Mart,
  shownColumns,
} from "../../job/index.ts";
import { martPrefix, PROCESSED_SALES_PREFIX, rawPrefix } from "../../lake/index.ts";
import {
  type DatasetName,
  type InputDataset,
  inputDataset,
  mysqlDataset,
  type OutputDataset,
  outputDataset,
  s3Dataset,
} from "../../observability/index.ts";
import { cleanedFactsSchema, VALUE_TYPES } from "../../records/index.ts";
import { parseDdl, simpleString } from "../../spark-connect/index.ts";
import type { CommitResult, Rejection } from "../../warehouse/index.ts";
import type { Processed } from "../attempt/process.ts";
import { cleaningRules } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";

import type { FileRows } from "../transform/file-rows.ts";
import { sourceFiles } from "../transform/source-files.ts";
import type { InspectedFile } from "../validate/valid-file.ts";
import { columnLineageOf, type Datasets } from "./input-fields.ts";
import { type JobLineage, jobLineage } from "./job-lineage.ts";

/** Which program tells it. */
export const PRODUCER = "urn:sales-pipeline";

export interface RunDatasets {
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

type Run = Pick<RunContext, "job" | "settings" | "lake" | "spark" | "asOf">;

/** The files that a run takes in, feed by feed, before Spark has read them. */
export function foundDatasets(
  { job, settings }: Pick<Run, "job" | "settings">,
  files: readonly InspectedFile[],
): RunDatasets {
  const inputs = [...Map.groupBy(files, ({ feed }) => feed)].map(([feed, ofFeed]) =>
    inputDataset(PRODUCER, rawDataset(settings, feed), {
      columns: columnsOf(job, feed),
      bytes: bytesOf(ofFeed),
      files: ofFeed.length,
    }),
  );
  return { inputs, outputs: [] };
}

/** What a batch read and wrote, with the lineage of its columns. */
export function processedDatasets(run: Run, { files, rejections, result }: Processed): RunDatasets {
  const { job, settings } = run;
  const { facts: factsFeed } = job;
  const byFeed = Map.groupBy(files, ({ source }) => source.feed);
  const facts = byFeed.get(factsFeed.name) ?? [];
  const readable = facts.map(({ source }) => source);
  const rules = { cleaning: cleaningRules(run), marts: settings.rules };
  const lineage = jobLineage(run.spark, run.job, sourceFiles(run, readable), rules);
  const datasets: Datasets = {
    files: lineage.files,
    raw: rawDataset(settings, factsFeed.name),
    cleaned: s3Dataset(settings.s3.bucket, `${settings.s3.prefix}${PROCESSED_SALES_PREFIX}`),
    table: (name) => tableDataset(settings, name),
  };
  const computed = result.months.length > 0 ? run.job.marts : [];
  const rawInputs = [...byFeed].map(([feed, rows]) => {
    const quality = { accepted: accepted(rows), rejected: rejected(rows), reasons: reasonsOf(rejections, feed) };
    const amounts = { rows: quality.accepted + quality.rejected, bytes: bytesOf(sourcesOf(rows)), files: rows.length };
    return inputDataset(PRODUCER, rawDataset(settings, feed), { columns: columnsOf(job, feed), quality, ...amounts });
  });
  const shown = new Set(
    computed.flatMap((mart) => shownColumns(mart).map(({ dimension }) => dimension.dimension.table)),
  );
  const tables = [...shown].map((table) => inputDataset(PRODUCER, datasets.table(table), {}));
  const kept =
    computed.length > 0 && lineage.cleaned === undefined ? [inputDataset(PRODUCER, datasets.cleaned, {})] : [];
  const cleaned =
    lineage.cleaned === undefined
      ? []
      : [
          outputDataset(PRODUCER, datasets.cleaned, {
            columns: parseDdl(cleanedFactsSchema(factsFeed)).fields.map(({ name, dataType }) => ({
              name,
              type: simpleString(dataType),
            })),
            lineage: columnLineageOf(lineage.cleaned, datasets),
            rows: accepted(facts),
          }),
        ];
  return {
    inputs: [...rawInputs, ...kept, ...tables],
    outputs: [
      ...cleaned,
      ...dimensionsOf(run, byFeed),
      ...computed.flatMap((mart) => martDatasets(run, mart, { datasets, lineage, result })),
    ],
  };
}

function dimensionsOf(
  { job, settings }: Pick<Run, "job" | "settings">,
  byFeed: ReadonlyMap<string, readonly FileRows[]>,
): readonly OutputDataset[] {
  return [...byFeed].flatMap(([feed, rows]) => {
    const declared = dimensionOf(job, feed);
    if (declared === undefined) return [];
    const table = tableDataset(settings, declared.dimension.table);
    return [outputDataset(PRODUCER, table, { columns: columnsOf(job, feed), rows: accepted(rows) })];
  });
}

interface Computed {
  readonly datasets: Datasets;
  readonly lineage: JobLineage;
  readonly result: CommitResult;
}

/** A mart's table, and its partitions where it has some. */
function martDatasets(
  { settings }: Run,
  mart: Mart,
  { datasets, lineage, result }: Computed,
): readonly OutputDataset[] {
  const types = columnTypes(mart);
  const ofMart = lineage.marts[mart.name];
  const content = {
    columns: Object.entries(types).map(([name, type]) => ({ name, type })),
    lineage: ofMart && columnLineageOf(ofMart, datasets),
  };
  const rows = result.marts[mart.name]?.changed;
  const table = outputDataset(PRODUCER, tableDataset(settings, mart.name), { ...content, rows });
  if (!isPartitioned(mart)) return [table];
  return [
    table,
    outputDataset(PRODUCER, s3Dataset(settings.s3.bucket, `${settings.s3.prefix}${martPrefix(mart.name)}`), content),
  ];
}

function rawDataset({ s3 }: Run["settings"], feed: string): DatasetName {
  return s3Dataset(s3.bucket, `${s3.prefix}${rawPrefix(feed)}`);
}

function tableDataset({ mysql }: Run["settings"], table: string): DatasetName {
  return mysqlDataset(mysql, mysql.database, table);
}

function columnsOf(job: Job, feed: string) {
  const columns = feedsOf(job).find(({ name }) => name === feed)?.columns ?? [];
  return columns.map(({ name, kind }) => ({ name, type: VALUE_TYPES[kind] }));
}

function sourcesOf(rows: readonly FileRows[]) {
  return rows.map(({ source }) => source);
}

function bytesOf(files: readonly InspectedFile[]): number {
  return files.reduce((sum, { file }) => sum + file.sizeBytes, 0);
}

function accepted(rows: readonly FileRows[]): number {
  return rows.reduce((sum, file) => sum + file.accepted, 0);
}

function rejected(rows: readonly FileRows[]): number {
  return rows.reduce((sum, file) => sum + file.rejected, 0);
}

/** A row with several faults counts for each. */
function reasonsOf(rejections: readonly Rejection[], of: string): Readonly<Record<string, number>> {
  return Object.fromEntries(rejections.filter(({ feed }) => feed === of).map(({ code, rows }) => [code, rows]));
}
