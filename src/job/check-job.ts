import { checkFeeds } from "./check-feeds.ts";
import { checkMarts } from "./check-marts.ts";
import { checkRules } from "./check-rules.ts";
import { checkSubject } from "./check-subject.ts";
import type { Job } from "./job.ts";

/**
 * Checks what types cannot: names, and that columns stand where they are referred to.
 *
 * @throws JobError for the first fault
 */
export function checkJob(job: Job): Job {
  checkFeeds(job);
  checkRules(job);
  checkMarts(job);
  if (job.subject !== undefined) checkSubject(job.subject);
  return job;
}
