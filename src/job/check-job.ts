import { checkFeeds } from "./check-feeds.ts";
import { checkFields } from "./check-fields.ts";
import { checkMarts } from "./check-marts.ts";
import { checkRowRules } from "./check-row-rules.ts";
import { checkRules } from "./check-rules.ts";
import { checkSubject } from "./check-subject.ts";
import { checkWindows } from "./check-windows.ts";
import type { Job } from "./job.ts";

/**
 * Checks what types cannot, and what nobody has type-checked: names, and that columns stand where they are referred to.
 *
 * @throws JobError for the first fault
 */
export function checkJob(job: Job): Job {
  checkFields(job);
  checkFeeds(job);
  checkRules(job);
  checkRowRules(job);
  checkMarts(job);
  checkWindows(job);
  if (job.subject !== undefined) checkSubject(job.subject, job);
  return job;
}
