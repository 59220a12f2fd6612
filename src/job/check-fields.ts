import type { ColumnKind, CsvDialect, DimensionFeed, FactsFeed, FeedColumn } from "../feeds/index.ts";
import { feedsOf, type Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import type { Fold, Mart } from "./mart.ts";
import type { PersonalSubject } from "./subject.ts";

type Names<Declared> = Readonly<Record<keyof Declared, true>>;

const JOB: Names<Job> = { facts: true, dimensions: true, rules: true, marts: true, subject: true };
const FEED = { name: true, fileName: true, csv: true, columns: true, watched: true } as const;
const FACTS: Names<FactsFeed> = { ...FEED, facts: true };
const DIMENSION: Names<DimensionFeed> = { ...FEED, dimension: true };
const CSV: Names<CsvDialect> = { delimiter: true, quote: true, encoding: true, nullValues: true, emptyRows: true };
const COLUMN: Names<FeedColumn> = {
  name: true,
  kind: true,
  required: true,
  mayLack: true,
  maxLength: true,
  references: true,
  storage: true,
  signed: true,
  decimalSign: true,
  dateFormats: true,
  nullIfFaulty: true,
  expected: true,
};
const MART: Names<Mart> = {
  name: true,
  key: true,
  values: true,
  shows: true,
  balance: true,
  partitionBy: true,
  orderInPartition: true,
  views: true,
  watch: true,
  report: true,
  plan: true,
  folds: true,
  derived: true,
};
const SUBJECT: Names<PersonalSubject> = { name: true, dimension: true, on: true, knownBy: true };
const KINDS: Readonly<Record<ColumnKind, true>> = { integer: true, money: true, date: true, text: true, flag: true };
const FOLDS: Readonly<Record<Fold, true>> = { sum: true, min: true, max: true };

/**
 * Holds a job against what its types say, for authors who write JavaScript or whose module is not type-checked: a field that is
 * misspelt would do nothing, and nobody would be told.
 *
 * @throws JobError for the first field that a declaration has not, and for the first word that is none of those to choose from
 */
export function checkFields(job: Job): void {
  refuseOthers("The job", job, JOB);
  refuseOthers(`The facts ${job.facts.name}`, job.facts, FACTS);
  for (const feed of job.dimensions) refuseOthers(`The dimension ${feed.name}`, feed, DIMENSION);
  for (const { name, csv = {}, columns, watched = [] } of feedsOf(job)) {
    refuseOthers(`The csv of ${name}`, csv, CSV);
    for (const column of [...columns, ...watched]) {
      const subject = `The column ${column.name} of ${name}`;
      refuseOthers(subject, column, COLUMN);
      if (!(column.kind in KINDS))
        throw new JobError(subject, `its kind is ${column.kind}. It may be ${listed(KINDS)}.`);
    }
  }
  for (const mart of job.marts) {
    const subject = `The mart ${mart.name}`;
    refuseOthers(subject, mart, MART);
    for (const [value, fold] of Object.entries(mart.folds ?? {})) {
      if (!(fold in FOLDS)) throw new JobError(subject, `it folds ${value} by ${fold}. It may be ${listed(FOLDS)}.`);
    }
  }
  if (job.subject !== undefined) refuseOthers(`The subject ${job.subject.name}`, job.subject, SUBJECT);
}

function refuseOthers(subject: string, declared: object, names: Readonly<Record<string, true>>): void {
  const other = Object.keys(declared).find((name) => !(name in names));
  if (other !== undefined) throw new JobError(subject, `it has no field ${other}. It may have ${listed(names)}.`);
}

function listed(names: Readonly<Record<string, true>>): string {
  return Object.keys(names).join(", ");
}
