import type {
  ColumnKind,
  CsvDialect,
  DimensionFeed,
  DimensionTable,
  FactsFeed,
  Feed,
  FeedColumn,
  Reference,
  RuleSetting,
} from "../feeds/index.ts";
import { checkMartFields } from "./check-mart-fields.ts";
import { calledOf, type FieldsOf, listed, requireFields } from "./declared-fields.ts";
import { feedsOf, type Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import type { PersonalSubject } from "./subject.ts";

const JOB: FieldsOf<Job> = {
  facts: "object",
  dimensions: "list",
  rules: "object?",
  marts: "list",
  subject: "object?",
};
const FEED: FieldsOf<Feed> = { name: "text", fileName: "text?", csv: "object?", columns: "list", watched: "list?" };
const FACTS: FieldsOf<FactsFeed> = { ...FEED, facts: "object" };
const OF_FACTS: FieldsOf<FactsFeed["facts"]> = { day: "text", amount: "text", rules: "function?" };
const DIMENSION: FieldsOf<DimensionFeed> = { ...FEED, dimension: "object" };
const TABLE: FieldsOf<DimensionTable> = { table: "text", key: "text" };
const CSV: FieldsOf<Partial<CsvDialect>> = {
  delimiter: "text?",
  quote: "text?",
  encoding: "text?",
  nullValues: "list?",
  emptyRows: "text?",
};
const COLUMN: FieldsOf<FeedColumn> = {
  name: "text",
  kind: "text",
  required: "flag",
  mayLack: "flag?",
  maxLength: "number?",
  references: "object?",
  storage: "object?",
  signed: "flag?",
  decimalSign: "text?",
  dateFormats: "list?",
  nullIfFaulty: "flag?",
  expected: "text?",
};
const REFERENCE: FieldsOf<Reference> = { dimension: "object", as: "text" };
const RULE: FieldsOf<RuleSetting> = { doc: "text", choices: "list", default: "text" };
const SUBJECT: FieldsOf<PersonalSubject> = { name: "text", dimension: "object", on: "text", knownBy: "list" };
const KINDS: Readonly<Record<ColumnKind, true>> = { integer: true, money: true, date: true, text: true, flag: true };

/**
 * Holds a job against what its types say, for authors who write JavaScript or whose module is not type-checked: a field that is
 * misspelt would do nothing, and nobody would be told; one that is left out would end in an error of the engine's insides.
 *
 * @throws JobError for the first field that a declaration has not, that it lacks or that holds something else, and for the first
 * word that is none of those to choose from
 */
export function checkFields(job: Job): void {
  requireFields("The job", job, JOB);
  requireFields(calledOf("The facts", job.facts), job.facts, FACTS);
  requireFields(`The facts of ${job.facts.name}`, job.facts.facts, OF_FACTS);
  for (const [place, feed] of job.dimensions.entries()) {
    requireFields(calledOf("The dimension", feed, place), feed, DIMENSION);
    requireFields(`The dimension of ${feed.name}`, feed.dimension, TABLE);
  }
  for (const { name, csv = {}, columns, watched = [] } of feedsOf(job)) {
    requireFields(`The csv of ${name}`, csv, CSV);
    for (const [place, column] of [...columns, ...watched].entries()) checkColumn(column, name, place);
  }
  for (const [name, rule] of Object.entries(job.rules ?? {})) requireFields(`The rule ${name}`, rule, RULE);
  for (const [place, mart] of job.marts.entries()) checkMartFields(mart, place);
  if (job.subject !== undefined) requireFields(calledOf("The subject", job.subject), job.subject, SUBJECT);
}

function checkColumn(column: FeedColumn, feed: string, place: number): void {
  const subject = `${calledOf("The column", column, place)} of ${feed}`;
  requireFields(subject, column, COLUMN);
  if (!(column.kind in KINDS)) {
    throw new JobError(subject, `its kind is ${column.kind}. It may be ${listed(KINDS)}.`);
  }
  if (column.references === undefined) return;
  requireFields(`${subject}, in its references`, column.references, REFERENCE);
  requireFields(`${subject}, in the dimension that it refers to`, column.references.dimension, DIMENSION);
}
