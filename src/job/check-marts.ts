import { isPartitioned, type Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import { type Mart, MONTH, shownColumns, shownTypes } from "./mart.ts";
import { columnsOfView } from "./mart-view.ts";
import { faultOfColumn, faultOfTable } from "./names.ts";
import { faultOfShown } from "./shown-fault.ts";

/** Columns that the engine adds to every mart. */
const RESERVED = ["batch_id", "created_at", "updated_at"];

/** Types that Spark and MySQL hold the same values in. */
const TYPES = /^(TINYINT|SMALLINT|INT|BIGINT|DATE|DECIMAL\(\d+, ?\d+\)|(VAR)?CHAR\(\d+\))$/;

const PARTITION_TYPES = /^(INT|BIGINT)$/;

/** @throws JobError for the first fault */
export function checkMarts(job: Job): void {
  const tables = new Set<string>();
  const take = (subject: string, table: string) => {
    if (tables.has(table)) throw new JobError(subject, `another table of the job is called ${table}.`);
    tables.add(table);
  };
  for (const { name, dimension } of job.dimensions) take(`The dimension ${name}`, dimension.table);
  const names = new Set<string>();
  for (const mart of job.marts) {
    const subject = `The mart ${mart.name}`;
    const fault = faultOfTable(mart.name);
    if (fault !== undefined) throw new JobError(subject, fault);
    if (names.has(mart.name)) throw new JobError(subject, "another mart has the same name.");
    names.add(mart.name);
    take(subject, mart.name);
    for (const view of Object.keys(mart.views ?? {})) {
      const wrong = faultOfTable(view);
      if (wrong !== undefined) throw new JobError(subject, `its view ${view}: ${wrong}`);
      take(subject, view);
    }
    checkMart(mart, job);
  }
}

type Fail = (reason: string) => never;

function checkMart(mart: Mart, job: Job): void {
  const { name, key, values, balance, watch, orderInPartition = [] } = mart;
  const shows = shownColumns(mart);
  const fail: Fail = (reason) => {
    throw new JobError(`The mart ${name}`, reason);
  };
  if (key[MONTH] !== "CHAR(7)")
    fail(`its key must have \`${MONTH}: "CHAR(7)"\`: the engine replaces a mart month by month.`);
  const shown = shownTypes(mart);
  const all = [...Object.keys(key), ...shows.flatMap(({ columns }) => Object.keys(columns)), ...Object.keys(values)];
  const twice = all.find((column, index) => all.indexOf(column) !== index);
  if (twice !== undefined) fail(`the column ${twice} is declared twice.`);
  const reserved = all.find((column) => RESERVED.includes(column));
  if (reserved !== undefined) fail(`the column ${reserved} is the engine's. Name it otherwise.`);
  const [odd] = Object.entries({ ...key, ...shown, ...values }).filter(([, type]) => !TYPES.test(type.toUpperCase()));
  if (odd !== undefined) {
    fail(
      `the column ${odd[0]} is of type ${odd[1]}. It may be INT, BIGINT, SMALLINT, TINYINT, DECIMAL(p,s), DATE, CHAR(n) or VARCHAR(n).`,
    );
  }
  const misnamed = all.map(faultOfColumn).find((fault) => fault !== undefined);
  if (misnamed !== undefined) fail(misnamed);
  for (const one of shows) {
    const wrong = faultOfShown(one, mart, job);
    if (wrong !== undefined) fail(wrong);
  }
  for (const column of [balance.amount, balance.count]) {
    if (column !== undefined && !(column in values)) fail(`its balance names ${column}, which is none of its values.`);
  }
  if (watch !== undefined) {
    if (!(watch.column in values)) fail(`it watches ${watch.column}, which is none of its values.`);
    if (!(watch.of in key)) fail(`it watches by ${watch.of}, which is no column of its key.`);
  }
  for (const view of mart.report ?? []) {
    const missing = columnsOfView(view).find((column) => !all.includes(column));
    if (missing !== undefined) fail(`its page shows ${missing}, which is none of its columns.`);
  }
  checkFolds(mart, fail);
  const unordered = orderInPartition.find((column) => !(column in key || column in values || column in shown));
  if (unordered !== undefined) fail(`it is ordered by ${unordered}, which is none of its columns.`);
  if (isPartitioned(mart)) checkPartitions(mart.partitionBy, key, fail);
}

function checkFolds({ values, folds = {}, derived }: Mart, fail: Fail): void {
  const derives = derived?.columns ?? [];
  const unknown = [...Object.keys(folds), ...derives].find((column) => !(column in values));
  if (unknown !== undefined) fail(`it folds or derives ${unknown}, which is none of its values.`);
  const both = derives.find((column) => column in folds);
  if (both !== undefined) fail(`it derives ${both} and folds it. Leave it out of one of the two.`);
}

function checkPartitions(partitionBy: readonly string[], key: Mart["key"], fail: Fail): void {
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
