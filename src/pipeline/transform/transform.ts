import { cleanedSalesPrefix } from "../../lake/index.ts";
import { countsText } from "../../text/index.ts";
import {
  createLoadTables,
  type FileVersion,
  type Lease,
  type LoadTables,
  openBatch,
  type PlannedPartition,
  type PublishedPartition,
  planPartitions,
  type Rejection,
  type StagedPartition,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { rowsText } from "../outcome/step-results.ts";
import type { SeparatedContents } from "../validate/separate-contents.ts";
import type { Duplicate, ValidFile } from "../validate/valid-file.ts";
import { newAttempt } from "./attempt.ts";
import { buildMarts, type Definitions } from "./build-marts.ts";
import { cleanSales } from "./clean-sales.ts";
import { withCommonestFaults } from "./commonest-faults.ts";
import { requireNoDoubt } from "./doubtful-files.ts";
import { exportRejected } from "./export-rejected.ts";
import type { FileRows } from "./file-rows.ts";
import { effectiveDimensions, loadDimensions } from "./load-dimensions.ts";
import { salesToCount } from "./sales-to-count.ts";
import { settle } from "./settle.ts";
import { stagePartitions } from "./stage-partitions.ts";

/** What an attempt built. Nothing of it is visible before the commit. */
export interface Built {
  readonly batchId: string;
  readonly loadTables: LoadTables;
  /** The files that are settled by their rows: they count, or are invalid. */
  readonly files: readonly FileRows[];
  readonly duplicates: readonly Duplicate[];
  /** Versions that no longer count with this batch. */
  readonly superseded: readonly FileVersion[];
  /** Why rows do not count. */
  readonly rejections: readonly Rejection[];
  /** Those of them that are taken back. */
  readonly voided: readonly FileVersion[];
  /** The months whose marts were computed anew, yyyy-MM, ascending. */
  readonly months: readonly string[];
  /** By mart, the digest of what its months were computed by. */
  readonly definitions: Definitions;
  readonly partitions: readonly PlannedPartition[];
  readonly staged: readonly StagedPartition[];
}

/** Months to compute anew although no new file touches them. */
export interface Rebuild {
  /** yyyy-MM */
  readonly months: readonly string[];
  /** What lies in S3 now: of these months, whatever is not as the mart has it is published again. */
  readonly published: readonly PublishedPartition[];
}

/** What an attempt is to build. */
export interface ToBuild {
  readonly files: readonly ValidFile[];
  /** Tells what of the new files counts once those with these ids turn out to be invalid. */
  readonly separate: (faulty: ReadonlySet<number>) => SeparatedContents;
  /** Files to take back. */
  readonly voided: readonly FileVersion[];
  readonly rebuild: Rebuild | undefined;
}

/** Has Spark read the new files once, compute the marts of the months they touch, and stage it all for the commit. */
export async function transform(
  run: RunContext,
  lease: Lease,
  batchId: string,
  { files, separate, voided, rebuild }: ToBuild,
): Promise<Built> {
  const attempt = newAttempt(run, batchId);
  const byFeed = Map.groupBy(files, ({ feed }) => feed);
  await openBatch(run.warehouse, {
    batchId,
    runId: run.runId,
    fencingToken: lease.fencingToken,
    silenceMs: run.settings.lease.ttlMs,
    sparkSessionId: run.spark.sessionId,
    lakePath: cleanedSalesPrefix(batchId),
    fileIds: files.map(({ file }) => file.fileId),
  });
  await run.failpoint("batch_opened");
  const dimensionFeeds = run.job.dimensions.filter(({ name }) => byFeed.has(name));
  const loadTables = await createLoadTables(run.warehouse, batchId, run.job, dimensionFeeds);

  await run.failpoint("load_tables_created");
  const loaded = await run.steps.run(
    "load dimensions",
    () => loadDimensions(run, attempt, byFeed, loadTables),
    ({ rows }) => rowsText(rows),
  );
  await run.failpoint("dimensions_loaded");
  const dimensions = await effectiveDimensions(run, loadTables);
  const salesRows = await run.steps.run(
    "clean sales",
    () => cleanSales(run, attempt, byFeed.get(run.job.facts.name) ?? [], dimensions),
    rowsText,
  );
  await run.failpoint("sales_cleaned");
  const judged = [...loaded.rows, ...salesRows];
  requireNoDoubt(judged);
  const rejected = await run.steps.run("export rejected rows", () =>
    exportRejected(run, attempt, judged, loaded.declared),
  );
  await run.failpoint("rejected_rows_exported");
  const rows = rejected.reduce((all, { byFile }) => withCommonestFaults(all, byFile), judged as readonly FileRows[]);
  const settled = settle(rows, separate, voided);
  const sales = await salesToCount(run, batchId, { salesRows, ...settled, rebuilt: rebuild?.months });
  const { months } = sales;
  const definitions =
    months.length === 0
      ? {}
      : await run.steps.run(
          "compute marts",
          async () => buildMarts(run, attempt, sales, await effectiveDimensions(run, loadTables), loadTables),
          () => countsText([[months.length, "month", "months"]]),
        );
  await run.failpoint("marts_computed");
  const partitions = await planPartitions(run.warehouse, {
    batchId,
    job: run.job,
    months,
    loadTables,
    published: rebuild?.published,
  });
  await run.failpoint("partitions_planned");
  const staged = await run.steps.run(
    "stage partitions",
    () => stagePartitions(run, attempt, partitions),
    ({ length }) => countsText([[length, "partition", "partitions"]]),
  );
  await run.failpoint("partitions_staged");
  const rejections = rejected.flatMap(({ byCode }) => byCode);
  return { batchId, loadTables, ...settled, rejections, voided, months, definitions, partitions, staged };
}
