import { deleteObjects, listPages, REPORTS_PREFIX } from "../../lake/index.ts";
import { type Amount, type History, type Looking, NOTHING, plus } from "./history.ts";

/** Published pages of runs: they can be published again from the ledger. */
export const oldReports: History = {
  async count(run, before) {
    let amount = NOTHING;
    for await (const { sizeBytes } of pages(run, before)) amount = plus(amount, { count: 1, bytes: sizeBytes });
    return amount;
  },
  async remove(run, before) {
    let amount: Amount = NOTHING;
    for await (const { key, sizeBytes } of pages(run, before)) {
      await deleteObjects(run.lake, [key], run.signal);
      await run.failpoint("purge:report_removed");
      amount = plus(amount, { count: 1, bytes: sizeBytes });
    }
    return amount;
  },
};

async function* pages({ lake, signal }: Looking, before: Date) {
  for await (const page of listPages(lake, REPORTS_PREFIX, signal)) {
    yield* page.filter(({ lastModified }) => lastModified < before);
  }
}
