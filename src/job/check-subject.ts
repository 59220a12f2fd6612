import { CodedError } from "../errors/index.ts";
import type { Job } from "./job.ts";
import type { PersonalSubject } from "./subject.ts";

/** A declaration of the job's subject that cannot work: `erase` would pass over what it means. */
export class SubjectError extends CodedError {
  override readonly name = "SubjectError";
  readonly code = "invalid_job";
  readonly transient = false;

  constructor(subject: string, reason: string) {
    super(`The subject ${subject}: ${reason}`);
  }
}

/** An option of the command line. */
const NAME = /^[a-z]{2,24}$/;

/** @throws SubjectError for the first fault */
export function checkSubject({ name, dimension, on, knownBy }: PersonalSubject, { facts, dimensions }: Job): void {
  if (!NAME.test(name)) throw new SubjectError(name, "its name must be lower-case letters, at most 24 of them.");
  if (!dimensions.some((feed) => feed.name === dimension.name)) {
    throw new SubjectError(name, `${dimension.name} is no dimension of the job. List it under dimensions.`);
  }
  if (!facts.columns.some((column) => column.name === on && column.references?.dimension.name === dimension.name)) {
    throw new SubjectError(
      name,
      `it is found in the facts on ${on}, which is none of their columns that refer to ${dimension.name}.`,
    );
  }
  if (knownBy.some((columns) => columns.length === 0)) {
    throw new SubjectError(name, "a list of knownBy is empty: every text would speak of everybody.");
  }
  const known = new Set(dimension.columns.map((column) => column.name));
  const unknown = knownBy.flat().find((column) => !known.has(column));
  if (unknown !== undefined) {
    throw new SubjectError(name, `it is known by ${unknown}, which is no column of ${dimension.name}.`);
  }
  if (knownBy.flat().includes(dimension.dimension.key)) {
    throw new SubjectError(
      name,
      `it is known by its key ${dimension.dimension.key}: as a mere text that stands in other numbers.`,
    );
  }
}
