import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob, type Job, JobError } from "../job/index.ts";
import { isRecord, messageOf } from "../text/index.ts";
import type { GivenCommand } from "./global-options.ts";

/** The job that the program's `--job` or `PIPELINE_JOB` names, or the one that comes with the product. */
export async function jobOf(command: GivenCommand): Promise<Job> {
  const { job = process.env["PIPELINE_JOB"] } = command.optsWithGlobals();
  return job === undefined || job === "" ? salesJob : await loadJob(job);
}

/**
 * @param file a module whose default export, or export `job`, is a job; a path from the working directory
 * @throws JobError saying what is wrong with it
 */
export async function loadJob(file: string): Promise<Job> {
  const { default: byDefault, job = byDefault } = await exportsOf(file);
  if (!isJob(job)) {
    throw new JobError(
      `The module ${file}`,
      "it exports no job. Write `export default checkJob({ facts, dimensions, marts })`, or `export const job = …`.",
    );
  }
  try {
    return checkJob(job);
  } catch (error) {
    if (error instanceof JobError) throw error;
    // A module that nobody has held against the types may lack anything.
    throw new JobError(`The module ${file}`, `what it exports is no job: ${reasonOf(error)}. See docs/authoring.md.`, {
      cause: error,
    });
  }
}

async function exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded: unknown = await import(pathToFileURL(resolve(file)).href);
    return isRecord(loaded) ? loaded : {};
  } catch (error) {
    // What is wrong with a declaration says so itself.
    if (error instanceof Error && error.name === "JobError") throw error;
    throw new JobError(`The module ${file}`, `it cannot be loaded: ${whyNotLoaded(file, error)}`, { cause: error });
  }
}

/** Why, and what to do. Node 20 takes the types out of no file. */
export function whyNotLoaded(file: string, error: unknown): string {
  const isUnknown = error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION";
  return isUnknown && /\.[mc]?ts$/.test(file)
    ? `Node ${process.versions.node} runs no TypeScript. Use Node 22.18 or newer, or compile it to JavaScript.`
    : `${reasonOf(error)}. Check --job or PIPELINE_JOB.`;
}

function reasonOf(error: unknown): string {
  return messageOf(error).replace(/\.$/, "");
}

/** Whether it has the parts of a job; `checkJob` looks at what is in them. */
function isJob(value: unknown): value is Job {
  return (
    isRecord(value) && isRecord(value["facts"]) && Array.isArray(value["dimensions"]) && Array.isArray(value["marts"])
  );
}
