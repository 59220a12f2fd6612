import { isPartitioned, type Job } from "./job.ts";
import { type Mart, MONTH, shownTypes } from "./mart.ts";

/** A declaration that cannot work. The message names the mart, what is wrong and what to write. */
export class JobError extends Error {
  override readonly name = "JobError";
  readonly code = "invalid_job";
  readonly transient = false;

  constructor(mart: string, reason: string) {
    super(`The mart ${mart}: ${reason}`);
  }
}

/** With the longest prefix of a load table it must stay within MySQL's 64 characters. */
const NAME = /^[a-z][a-z0-9_]{0,24}$/;

/** Columns that the engine adds to every mart. */
const RESERVED = ["batch_id", "created_at", "updated_at"];

const PARTITION_TYPES = /^(INT|BIGINT)$/;

/**
 * Checks what types cannot: names, and that columns stand where they are referred to.
 *
 * @throws JobError for the first fault
 */
export function checkJob(job: Job): Job {
  const names = new Set<string>();
  for (const mart of job.marts) {
    if (!NAME.test(mart.name)) {
      throw new JobError(mart.name, "its name must be lower-case letters, digits and _, at most 25 of them.");
    }
    if (names.has(mart.name)) throw new JobError(mart.name, "another mart has the same name.");
    names.add(mart.name);
    checkMart(mart);
  }
  return job;
}

function checkMart(mart: Mart): void {
  const { name, key, values, shows, balance, watch, orderInPartition = [] } = mart;
  const fail = (reason: string): never => {
    throw new JobError(name, reason);
  };
  if (key[MONTH] !== "CHAR(7)")
    fail(`its key must have \`${MONTH}: "CHAR(7)"\`: the engine replaces a mart month by month.`);
  const shown = shownTypes(mart);
  const all = [...Object.keys(key), ...shows.flatMap(({ columns }) => Object.keys(columns)), ...Object.keys(values)];
  const twice = all.find((column, index) => all.indexOf(column) !== index);
  if (twice !== undefined) fail(`the column ${twice} is declared twice.`);
  const reserved = all.find((column) => RESERVED.includes(column));
  if (reserved !== undefined) fail(`the column ${reserved} is the engine's. Name it otherwise.`);
  for (const { on, dimension } of shows) {
    if (!(on in key)) fail(`it shows ${dimension.name} on ${on}, which is no column of its key.`);
  }
  for (const column of [balance.amount, balance.count]) {
    if (column !== undefined && !(column in values)) fail(`its balance names ${column}, which is none of its values.`);
  }
  if (watch !== undefined) {
    if (!(watch.column in values)) fail(`it watches ${watch.column}, which is none of its values.`);
    if (!(watch.of in key)) fail(`it watches by ${watch.of}, which is no column of its key.`);
  }
  checkFolds(mart, fail);
  const unordered = orderInPartition.find((column) => !(column in key || column in values || column in shown));
  if (unordered !== undefined) fail(`it is ordered by ${unordered}, which is none of its columns.`);
  if (isPartitioned(mart)) checkPartitions(mart.partitionBy, key, fail);
}

function checkFolds({ values, folds = {}, derived }: Mart, fail: (reason: string) => never): void {
  const derives = derived?.columns ?? [];
  const unknown = [...Object.keys(folds), ...derives].find((column) => !(column in values));
  if (unknown !== undefined) fail(`it folds or derives ${unknown}, which is none of its values.`);
  const both = derives.find((column) => column in folds);
  if (both !== undefined) fail(`it derives ${both} and folds it. Leave it out of one of the two.`);
}

function checkPartitions(partitionBy: readonly string[], key: Mart["key"], fail: (reason: string) => never): void {
  if (!partitionBy.includes(MONTH))
    fail(`partitionBy must name ${MONTH}: a run replaces the partitions of the months it touches.`);
  for (const column of partitionBy) {
    const type = key[column];
    if (type === undefined) fail(`it is partitioned by ${column}, which is no column of its key.`);
    else if (column !== MONTH && !PARTITION_TYPES.test(type)) {
      fail(
        `it is partitioned by ${column} of type ${type}. Only INT and BIGINT columns, and ${MONTH}, make safe folder names.`,
      );
    }
  }
}
