import type { CleaningRules } from "../../../jobs/sales/index.ts";
import { saleRules } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";

export function cleaningRules({ asOf, settings }: Pick<RunContext, "asOf" | "settings">): CleaningRules {
  return { asOf, unknownReferences: settings.run.unknownReferences, ...saleRules(settings) };
}
