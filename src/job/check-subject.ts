import type { Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import type { PersonalSubject } from "./subject.ts";

/** An option of the command line. */
const NAME = /^[a-z]{2,24}$/;

/** @throws JobError for the first fault: `erase` would pass over what it means */
export function checkSubject({ name, dimension, on, knownBy }: PersonalSubject, { facts, dimensions }: Job): void {
  const fail = (reason: string): never => {
    throw new JobError(`The subject ${name}`, reason);
  };
  if (!NAME.test(name)) fail("its name must be lower-case letters, at most 24 of them.");
  if (!dimensions.some((feed) => feed.name === dimension.name)) {
    fail(`${dimension.name} is no dimension of the job. List it under dimensions.`);
  }
  if (!facts.columns.some((column) => column.name === on && column.references?.dimension.name === dimension.name)) {
    fail(`it is found in the facts on ${on}, which is none of their columns that refer to ${dimension.name}.`);
  }
  if (knownBy.some((columns) => columns.length === 0)) {
    fail("a list of knownBy is empty: every text would speak of everybody.");
  }
  const known = new Set(dimension.columns.map((column) => column.name));
  const unknown = knownBy.flat().find((column) => !known.has(column));
  if (unknown !== undefined) {
    fail(`it is known by ${unknown}, which is no column of ${dimension.name}.`);
  }
  if (knownBy.flat().includes(dimension.dimension.key)) {
    fail(`it is known by its key ${dimension.dimension.key}: as a mere text that stands in other numbers.`);
  }
}
