import { messageOf } from "../text/index.ts";
import { JobError } from "./job-error.ts";

/**
 * What a function of the job's own returns.
 *
 * @throws JobError that begins with the subject and `what`, where it throws
 */
export function orFail<Said>(subject: string, what: string, ask: () => Said): Said {
  try {
    return ask();
  } catch (error) {
    if (error instanceof JobError) throw error;
    throw new JobError(subject, `${what}: ${messageOf(error)}`, { cause: error });
  }
}
