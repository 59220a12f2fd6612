import { JobError } from "../../job/index.ts";
import { UnbalancedMartError } from "../../warehouse/index.ts";

/**
 * What two attempts in a row say of a mart, to the cent, is no accident of Spark's: the mart is declared so.
 *
 * @param before what the attempt before failed with
 */
export function repeatedImbalance(error: unknown, before: unknown): JobError | undefined {
  if (!(error instanceof UnbalancedMartError && before instanceof UnbalancedMartError)) return undefined;
  if (error.message !== before.message) return undefined;
  return new JobError(
    `The mart ${error.mart}`,
    `the month ${error.month} ${error.imbalance}, in two attempts in a row. Nothing was committed. Its \`balance\` must name the value that sums up the facts' amounts and the one that counts them, and its \`plan\` must leave out no fact and count none twice.`,
    { cause: error },
  );
}
