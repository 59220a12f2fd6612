import type { Logger } from "../../observability/index.ts";
import type { CommitResult } from "../../warehouse/index.ts";

/** Says whose incentives moved in months that had been computed before: who was told another amount wants to know. */
export function logIncentiveChanges(log: Logger, { moved, changes }: CommitResult["incentives"]): void {
  for (const change of changes) {
    const { fullName, salesPersonId, storeId, salesMonth, before, after } = change;
    const who = fullName === null ? `person ${salesPersonId}` : `${fullName} (person ${salesPersonId})`;
    log.info(change, `the incentive of ${who} in store ${storeId} for ${salesMonth} moved from ${before} to ${after}`);
  }
  const rest = moved - changes.length;
  if (rest > 0) log.info({ moved }, `${rest} more incentives moved`);
}
