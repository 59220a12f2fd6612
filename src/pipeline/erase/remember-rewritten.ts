import { recordRewritten } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { appendToJournal } from "../finish/journal.ts";

/** Of a kept file that is about to be rewritten, in the bucket's journal too: a ledger from before would count the original once more. */
export async function rememberRewritten(
  run: Pick<RunContext, "lake" | "warehouse" | "signal">,
  rewritten: string,
  original: string,
): Promise<void> {
  if (rewritten === original) return;
  await appendToJournal(run, [{ rewritten, standsFor: original }]);
  await recordRewritten(run.warehouse, rewritten, original);
}
