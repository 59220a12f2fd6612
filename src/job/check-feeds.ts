import { type Feed, referencesOf } from "../feeds/index.ts";
import { feedsOf, type Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import { faultOfColumn, faultOfName, faultOfTable } from "./names.ts";

/** Columns that the engine adds to rows of files; others that it needs begin with `_`, which no declared column does. */
const RESERVED = [
  "accepted",
  "additional_columns",
  "batch_id",
  "faulty_optionals",
  "file_id",
  "file_path",
  "findings",
  "raw_record",
  "record_fault",
  "record_number",
  "reject_reasons",
  "sales_month",
  "shown_key",
  "shown_place",
  "updated_at",
];

/** @throws JobError for the first fault */
export function checkFeeds(job: Job): void {
  const names = new Set<string>();
  for (const feed of feedsOf(job)) {
    const fault = faultOfName(feed.name);
    if (fault !== undefined) throw new JobError(subjectOf(feed), fault);
    if (names.has(feed.name)) throw new JobError(subjectOf(feed), "another feed has the same name.");
    names.add(feed.name);
    checkColumns(feed);
  }
  for (const { name, columns, dimension } of job.dimensions) {
    const key = columns.find((column) => column.name === dimension.key);
    const subject = `The dimension ${name}`;
    if (key === undefined) throw new JobError(subject, `its key ${dimension.key} is none of its columns.`);
    if (key.kind !== "integer" || !key.required) {
      throw new JobError(subject, `its key ${dimension.key} must be a required column of kind "integer".`);
    }
    const fault = faultOfTable(dimension.table);
    if (fault !== undefined) throw new JobError(subject, `its table ${dimension.table}: ${fault}`);
  }
  checkFacts(job);
}

function checkColumns(feed: Feed): void {
  const fail = (reason: string): never => {
    throw new JobError(subjectOf(feed), reason);
  };
  const both = [...feed.columns, ...(feed.watched ?? [])].find(({ required, mayLack }) => required && mayLack === true);
  if (both !== undefined)
    fail(`the column ${both.name} is required, so that no file may lack it. Leave mayLack out, or required false.`);
  const names = feed.columns.map(({ name }) => name);
  for (const [position, name] of names.entries()) {
    const fault = faultOfColumn(name);
    if (fault !== undefined) fail(fault);
    if (names.indexOf(name) !== position) fail(`the column ${name} is declared twice.`);
    if (RESERVED.includes(name)) fail(`the column ${name} is the engine's. Name it otherwise.`);
  }
}

function checkFacts({ facts, dimensions }: Job): void {
  const fail = (reason: string): never => {
    throw new JobError(`The facts ${facts.name}`, reason);
  };
  const { day, amount } = facts.facts;
  for (const [role, name, kind] of [
    ["day", day, "date"],
    ["amount", amount, "money"],
  ] as const) {
    const column = facts.columns.find((one) => one.name === name);
    if (column === undefined) fail(`the column of their ${role}, ${name}, is none of their columns.`);
    else if (column.kind !== kind || !column.required)
      fail(`the column of their ${role}, ${name}, must be a required column of kind "${kind}".`);
  }
  const aliases = new Set<string>();
  for (const { column, dimension, as } of referencesOf(facts)) {
    if (!dimensions.some(({ name }) => name === dimension.name)) {
      fail(`${column} refers to ${dimension.name}, which is no dimension of the job. List it under dimensions.`);
    }
    if (!/^[a-z][a-z0-9_]*$/.test(as))
      fail(`${column} refers to ${dimension.name} as ${as}: only letters, digits and _.`);
    if (aliases.has(as)) fail(`two columns refer to a dimension as ${as}. Name each otherwise.`);
    aliases.add(as);
  }
}

function subjectOf({ name }: Feed): string {
  return `The feed ${name}`;
}
