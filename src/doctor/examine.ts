import type { Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { abortUploads, deletePrefix, type Lake, openLake, workPrefix } from "../lake/index.ts";
import { jdbcOptions } from "../pipeline/transform/jdbc.ts";
import type { JdbcOptions } from "../spark-connect/index.ts";
import { dropLoadTables, type Warehouse } from "../warehouse/index.ts";
import { type CheckResult, check } from "./check.ts";
import { examineMysql } from "./examine-mysql.ts";
import { examineS3 } from "./examine-s3.ts";
import { examineSpark } from "./examine-spark.ts";
import { checkMarts } from "./marts-check.ts";
import { checkPairOf } from "./pair-check.ts";
import { newScratchId } from "./scratch-id.ts";

export interface ExamineOptions {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default those that a run would use */
  readonly jdbc?: () => Promise<JdbcOptions>;
}

/**
 * Checks every dependency of a run, also by writing: to load tables and a scratch prefix of its own, which are removed.
 * Needs no lease. A dependency that fails is part of the result; rejects only when it is aborted.
 */
export async function examine(job: Job, settings: Settings, options: ExamineOptions): Promise<readonly CheckResult[]> {
  const { signal, now, jdbc = () => jdbcOptions(settings) } = options;
  const scratchId = newScratchId(new Date(now()));
  const prefix = workPrefix(scratchId);
  const lake = openLake(settings.s3);
  const results: CheckResult[] = [];
  let warehouse: Warehouse | undefined;
  let writable = false;
  try {
    const mysql = await examineMysql(job, settings, scratchId, now);
    warehouse = mysql.warehouse;
    results.push(...mysql.results);
    signal.throwIfAborted();
    const s3 = await examineS3(lake, prefix, { signal, now });
    writable = s3.writable;
    results.push(...s3.results);
    signal.throwIfAborted();
    if (warehouse !== undefined && isUsable(results)) results.push(await checkPairOf(warehouse, lake, signal));
    if (warehouse !== undefined && isOk(results, "mysql tables"))
      results.push(await checkMarts(job, settings, warehouse));
    const { loadTables } = mysql;
    const scratch = { lake, prefix: writable ? prefix : undefined, jdbc, warehouse, loadTables, signal, now };
    results.push(...(await examineSpark(settings, scratch)));
    signal.throwIfAborted();
  } finally {
    const left = [
      ...(warehouse === undefined ? [] : [await dropTables(warehouse, scratchId)]),
      ...(writable ? [await removeObjects(lake, prefix)] : []),
    ];
    results.push(...left);
    await warehouse?.close();
    lake.close();
  }
  return results;
}

/** The ledger's tables are there, and the bucket can be read and written. */
function isUsable(results: readonly CheckResult[]): boolean {
  return ["mysql tables", "s3 put", "s3 get"].every((name) => isOk(results, name));
}

function isOk(results: readonly CheckResult[], name: string): boolean {
  return results.some((result) => result.name === name && result.status === "ok");
}

function dropTables(warehouse: Warehouse, scratchId: string): Promise<CheckResult> {
  return check("mysql clean-up", async () => {
    await dropLoadTables(warehouse, scratchId);
    return "the load tables are dropped";
  });
}

function removeObjects(lake: Lake, prefix: string): Promise<CheckResult> {
  return check("s3 clean-up", async () => {
    await abortUploads(lake, prefix);
    await deletePrefix(lake, prefix);
    return "the scratch objects are removed";
  });
}
