import type { Job } from "./job.ts";
import { JobError } from "./job-error.ts";

/** Settings of the engine's own below `run.`. */
const RESERVED = [
  "staging",
  "maxRejectedRatio",
  "unknownReferences",
  "faultyOptionals",
  "maxFiles",
  "maxAttempts",
  "maxFileFailures",
  "concurrency",
];

/** @throws JobError for the first fault */
export function checkRules({ rules = {} }: Pick<Job, "rules">): void {
  for (const [name, rule] of Object.entries(rules)) {
    const fail = (reason: string): never => {
      throw new JobError(`The rule ${name}`, reason);
    };
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) fail("its name must be letters and digits, and begin with a small one.");
    if (RESERVED.includes(name)) fail(`run.${name} is a setting of the engine's. Name it otherwise.`);
    if (!rule.choices.includes(rule.default)) {
      fail(`its default ${rule.default} is none of its choices ${rule.choices.join(", ")}.`);
    }
  }
}
